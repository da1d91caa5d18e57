import { readFile } from 'node:fs/promises';
import { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { region } from '../panels';

const SCORECARDS = '/cloudflare/scorecards';
const MADE_WITHIN_MS = 45_000;
const results = (page: Page) =>
  page.getByRole('grid', { name: 'Results', exact: true });

test('results are filtered and searched, and the URL tells to what', async ({
  open,
  page,
}) => {
  await open(`${SCORECARDS}?scorecard=resilience`);
  const section = region('Results')(page);
  const checks = results(page).getByRole('rowheader');
  await expect(checks).toHaveCount(25);

  await section.getByRole('button', { name: /State$/ }).click();
  await page.getByRole('option', { name: 'Exempt' }).click();
  await expect(page).toHaveURL(/state=exempt/);
  await expect(results(page).getByText('Exempt')).toHaveCount(25);

  const search = section.getByRole('searchbox', { name: 'Search results' });
  await search.fill('acme-webhooks-007');
  await search.press('Enter');
  await expect(checks).toHaveCount(1);
  await page.reload();
  await expect(checks).toHaveText(['Consumers have a dead-letter queue']);

  await section.getByRole('button', { name: 'Clear filters' }).click();
  await expect(checks).toHaveCount(25);
  await expect(page).toHaveURL(/scorecards\?scorecard=resilience$/);
});

test('a result is explained: facts, threshold, what to do, criterion', async ({
  open,
  page,
}) => {
  await open(`${SCORECARDS}?scorecard=resilience&check=queue.backlog`);
  await results(page)
    .getByRole('button', { name: /of acme-emails: Fail$/ })
    .click();
  const dialog = page.getByRole('dialog', {
    name: 'The backlog of the queue is small: acme-emails',
  });
  await expect(
    dialog.getByRole('row', { name: /^Most messages that waited.* [\d,]+/ }),
  ).toBeVisible();
  await expect(
    dialog.getByRole('region', { name: 'Passes when' }),
  ).toContainText('is at most 10,000');
  await expect(
    dialog.getByRole('region', { name: 'What to do' }),
  ).toContainText('See whether delivery is paused');
  await expect(dialog).toContainText('A1.1, CC7.2');
  await expect(dialog).toContainText('Facts read');
  await expect(
    dialog.getByRole('link', { name: /^Cloudflare dashboard/ }),
  ).toHaveAttribute('href', /^https:\/\/dash\.cloudflare\.com\//);
  await expect(
    dialog.getByRole('link', { name: 'acme-emails' }),
  ).toHaveAttribute('href', /\/resource\/cf-queue-acme-emails$/);
});

test('results of a past time are shown, and of one before all it is said', async ({
  open,
  page,
}) => {
  const now = new Date().toISOString();
  await open(`${SCORECARDS}?scorecard=coverage&at=${now}`);
  await expect(
    page.getByRole('region', { name: /^Results as of / }),
  ).toBeVisible();
  await expect(results(page).getByRole('rowheader')).toHaveCount(25);

  await page
    .getByRole('textbox', { name: 'As of', exact: true })
    .fill('2020-02-01T12:00');
  await expect(page).toHaveURL(/at=2020-02-01T12/);
  await expect(page.getByText('Nothing is known of then')).toBeVisible();
});

test('results are downloaded, all that fit', async ({ open, page }) => {
  await open(`${SCORECARDS}?scorecard=resilience&state=exempt`);
  await expect(results(page).getByRole('rowheader')).toHaveCount(25);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download Results as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(
    'cloudflare-scorecard-resilience.csv',
  );
  const [header, ...rows] = (await readFile(await download.path(), 'utf8'))
    .trimEnd()
    .split('\r\n');
  expect(header).toContain('"Check id"');
  expect(header).toContain('"Facts"');
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter(row => !row.includes('queue.dlq'))).toEqual([]);
});

test('the scorecards leave as evidence, with exemptions and thresholds', async ({
  open,
  page,
}) => {
  test.slow();
  await open(SCORECARDS, 'platform');
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: MADE_WITHIN_MS }),
    page.getByRole('button', { name: /^Download evidence/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(
    /^scorecard_account_[0-9a-f]{12}\.json$/,
  );
  const bundle = await readFile(await download.path(), 'utf8');
  for (const record of ['result', 'exemption', 'threshold']) {
    expect(bundle).toContain(`"type":"${record}"`);
  }
  expect(bundle).toContain('"checkId":"access.audit-log-fresh"');
});

test('exemptions are listed with why and until when', async ({
  open,
  page,
}) => {
  await open(`${SCORECARDS}?view=exemptions`);
  const rows = page.getByRole('grid', { name: 'Exemptions' }).getByRole('row');
  const uploads = rows.filter({ hasText: 'cf-r2-acme-customer-uploads' });
  await expect(uploads).toContainText('Expires soon');
  await expect(uploads).toContainText(/in \d+ days/);
  await expect(uploads).toContainText('Customers see their own pictures');
  await expect(uploads.getByRole('link', { name: /^Ticket/ })).toHaveAttribute(
    'href',
    /SEC-412$/,
  );
  await expect(rows.filter({ hasText: 'Expired' })).toContainText(
    /\d+ days ago/,
  );
  await expect(rows.filter({ hasText: 'Pending' })).toContainText('Nobody');
});

test('by owner it is told who has what to do', async ({ open, page }) => {
  await open(`${SCORECARDS}?view=owners`);
  await expect(
    page
      .getByRole('grid', { name: 'Who has what to do' })
      .getByRole('row', { name: 'platform' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Show what ai has to do' }).click();
  await expect(page).toHaveURL(/owner=group/);
  const todo = page.getByRole('grid', { name: 'What ai has to do' });
  await expect(todo.getByRole('row').nth(1)).toContainText('Fail');
  await expect(todo).toContainText('What to do');
});

test('the acceptance shows six criteria with numbers, some met and some missed', async ({
  open,
  page,
}) => {
  await open(`${SCORECARDS}?view=acceptance`);
  const acceptance = region('Acceptance')(page);
  const criteria = acceptance.getByRole('list').first().locator('> li');
  await expect(criteria).toHaveCount(6);
  await expect(acceptance).toContainText(/[1-5] of 6 criteria are met/);
  for (const [title, state, figures] of [
    ['Every production deployment', 'Missed', /With a CI run\s*7/],
    ['Snapshots of the Zero Trust audit', '', /last 7 days\s*\d/],
    ['Every regulated R2 bucket', 'Missed', /Regulated\s*4.*Without\s*1/],
    ['AI Gateway, Vectorize and AI Search', 'Met', /Vectorize\s*\d+ of \d+/],
    ['At least 95 %', 'Missed', /Production Components\s*15/],
    ['Of secrets only metadata', 'Met', /with the value of a secret\s*0/],
  ] as const) {
    const criterion = criteria.filter({ hasText: title });
    await expect(criterion).toContainText(state);
    await expect(criterion).toContainText(figures);
  }
});

test('results of hidden products are counted for readers, and not shown', async ({
  open,
  page,
}) => {
  await open(SCORECARDS, 'platform');
  const ofZeroTrust = results(page).getByRole('row', {
    name: /Zero Trust Access/,
  });
  await expect(ofZeroTrust.first()).toBeVisible();
  await expect(region('Score')(page)).not.toContainText('not visible');

  await open(SCORECARDS, 'readers');
  await expect(region('Score')(page)).toContainText(
    /\d+ more results are not visible to you/,
  );
  await expect(results(page).getByRole('rowheader').first()).toBeVisible();
  await expect(ofZeroTrust).toHaveCount(0);

  for (const subject of ['zeroTrust', 'secretsStore']) {
    await open(
      `${SCORECARDS}?scorecard=coverage&subject=${subject}`,
      'readers',
    );
    await expect(region('Results')(page)).toContainText('No results');
  }
});
