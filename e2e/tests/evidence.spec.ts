import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Download, Page } from '@playwright/test';
import { resourceTab } from '../demo';
import { expect, test } from '../fixtures';
import { region } from '../panels';

const run = promisify(execFile);
const MADE_WITHIN_MS = 45_000;

/** Has evidence made of a kind, as it is offered, and waits until it is ready. */
async function create(page: Page, kind: string) {
  await page.getByRole('button', { name: 'Create evidence' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create evidence' });
  await dialog.getByRole('button', { name: /Kind$/ }).click();
  await page.getByRole('option', { name: kind, exact: true }).click();
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toBeHidden();
  const made = region('New evidence')(page);
  await expect(made.getByText('Ready', { exact: true })).toBeVisible({
    timeout: MADE_WITHIN_MS,
  });
  return made;
}

async function downloaded(
  page: Page,
  start: () => Promise<void>,
): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: MADE_WITHIN_MS }),
    start(),
  ]);
  return download;
}

/** A folder for one test. */
async function withFolder(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evidence-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sha256sum(file: string): Promise<string> {
  const { stdout } = await run('sha256sum', [file]);
  return stdout.split(' ')[0];
}

async function jq(...args: string[]): Promise<string> {
  const { stdout } = await run('jq', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

test('evidence is created, downloaded as a bundle, and verified with sha256sum and jq', async ({
  open,
  page,
}) => {
  test.slow();
  await open('/cloudflare/evidence');
  const made = await create(page, 'R2 lifecycle');
  const download = await downloaded(page, () =>
    made.getByRole('button', { name: /as a bundle \(tar\)$/ }).click(),
  );
  expect(download.suggestedFilename()).toMatch(
    /^r2-lifecycle_account_[0-9a-f]{12}\.tar$/,
  );
  await withFolder(async folder => {
    const tar = path.join(folder, 'bundle.tar');
    await download.saveAs(tar);
    await run('tar', ['xf', tar, '-C', folder]);
    const { stdout } = await run('sha256sum', ['-c', 'SHA256SUMS'], {
      cwd: folder,
    });
    expect(stdout).toMatch(/^snapshot\.json: OK$/m);

    const manifest = path.join(folder, 'manifest.json');
    const snapshot = path.join(folder, 'snapshot.json');
    expect((await jq('-r', '.snapshotSha256', manifest)).trim()).toBe(
      await sha256sum(snapshot),
    );
    expect(await jq('-jcS', '.', snapshot)).toBe(
      await readFile(snapshot, 'utf8'),
    );
    const counts = await jq(
      '-c',
      '[.completeness.records, (.records | length)]',
      snapshot,
    );
    const [told, held] = JSON.parse(counts);
    expect(held).toBe(told);
    expect(held).toBeGreaterThan(0);
  });
});

test('a downloaded document is verified in the browser, and a changed one is not', async ({
  open,
  page,
}) => {
  test.slow();
  await open('/cloudflare/evidence');
  const made = await create(page, 'API tokens');
  const download = await downloaded(page, () =>
    made.getByRole('button', { name: /as JSON$/ }).click(),
  );
  const verify = region('Verify a file')(page);
  const choose = verify.locator('input[type=file]');
  await withFolder(async folder => {
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    const bytes = await readFile(file, 'utf8');
    const { manifest } = JSON.parse(bytes);

    await choose.setInputFiles(file);
    await expect(
      verify.getByText('Nothing is wrong, but not all could be checked'),
    ).toBeVisible();
    await expect(verify).toContainText(manifest.snapshotSha256);

    const changed = path.join(folder, 'changed.json');
    await writeFile(
      changed,
      bytes.replace('"status":"active"', '"status":"Active"'),
    );
    await choose.setInputFiles(changed);
    await expect(
      verify.getByText('It is not as it was sealed. Do not rely on it.'),
    ).toBeVisible();
    await expect(
      verify.getByText('Wrong', { exact: true }).first(),
    ).toBeVisible();
  });
});

test('what is stored is verified, and asking again makes nothing new', async ({
  open,
  page,
}) => {
  test.slow();
  await open('/cloudflare/evidence');
  await create(page, 'R2 lifecycle');
  const streams = page.getByRole('grid', { name: 'streams' });
  const stream = streams.getByRole('row', { name: /^R2 lifecycle/ });
  const head = await stream.getByText(/#\d+/).textContent();
  // The address leads back to what was made before.
  await open('/cloudflare/evidence');
  await create(page, 'R2 lifecycle');
  await expect(stream.getByText(/#\d+/)).toHaveText(head ?? '');

  await stream.getByRole('button', { name: /^Snapshots of/ }).click();
  const snapshots = region('Snapshots')(page);
  await snapshots
    .getByRole('button', { name: /^Verify/ })
    .first()
    .click();
  await expect(
    page.getByText(
      /^(It is as it was sealed|Nothing is wrong, but not all could be checked)$/,
    ),
  ).toBeVisible();
});

test('the log of a day leaves as evidence from where it is shown', async ({
  open,
  page,
}) => {
  test.slow();
  await open('/cloudflare/zero-trust');
  const download = await downloaded(page, () =>
    page.getByRole('button', { name: /^Download evidence/ }).click(),
  );
  expect(download.suggestedFilename()).toMatch(
    /^access-audit_account_.+\.(json|tar)$/,
  );
});

test('a bucket and the deployments of a Worker leave as evidence', async ({
  open,
  page,
}) => {
  test.slow();
  for (const [entity, name] of [
    ['cf-r2-acme-evidence', /^r2-lifecycle_r2-acme-evidence_/],
    ['cf-worker-acme-api', /^deployment-provenance_workers-acme-api_/],
  ] as const) {
    await open(resourceTab(entity));
    const download = await downloaded(page, () =>
      page.getByRole('button', { name: /^Download evidence/ }).click(),
    );
    expect(download.suggestedFilename()).toMatch(name);
  }
});

test('who may not export evidence is offered none', async ({ open, page }) => {
  await open('/cloudflare/evidence', 'engineering');
  await expect(page.getByText('You may not see this')).toBeVisible();
  await expect(page.getByText('cloudflare.export.evidence')).toBeVisible();
  await open(resourceTab('cf-r2-acme-evidence'), 'engineering');
  await expect(region('Exposure and retention')(page)).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Download evidence/ }),
  ).toHaveCount(0);
});
