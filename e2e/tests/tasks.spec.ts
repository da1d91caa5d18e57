import { readFile } from 'node:fs/promises';
import { componentTab, workerTab } from '../demo';
import { expect, test } from '../fixtures';
import { region } from '../panels';

test('the commit and the CI run of a Component are a click away', async ({
  open,
  page,
}) => {
  await open('/catalog/default/component/acme-api');
  await page.locator('a[href$="/component/acme-api/cloudflare"]').click();
  await page
    .getByRole('button', { name: 'Show details of acme-api', exact: true })
    .click();
  const deployments = region('Deployments')(page);
  await expect(
    deployments.getByRole('link', { name: /^Commit [0-9a-f]{8}$/ }).first(),
  ).toHaveAttribute('href', /^https:\/\/.+[0-9a-f]{40}/);
  const run = deployments.getByRole('link', { name: /^CI run/ }).first();
  await expect(run).toHaveAttribute('href', /^https:\/\//);
  await expect(run).toHaveAttribute('target', '_blank');
});

test('deployments are a timeline or a table, and the URL says which', async ({
  open,
  page,
}) => {
  await open(workerTab('acme-api'));
  const deployments = region('Deployments')(page);
  await expect(
    deployments.getByRole('list', { name: 'Deployments' }),
  ).toBeVisible();
  await deployments.getByRole('radio', { name: 'Table' }).click();
  const table = deployments.getByRole('grid', { name: 'Deployments' });
  await expect(table.getByRole('rowheader').first()).toBeVisible();
  await page.reload();
  await expect(table.getByRole('rowheader').first()).toBeVisible();
  await deployments.getByRole('radio', { name: 'Timeline' }).click();
  await expect(table).toHaveCount(0);
});

test('a card opens its panel by keyboard, and the focus goes there', async ({
  open,
  page,
}) => {
  await open(componentTab('acme-api'));
  const show = page.getByRole('button', {
    name: 'Show details of acme-api',
    exact: true,
  });
  await show.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'acme-api', exact: true });
  await expect(panel).toBeFocused();
  await expect(
    page.getByRole('button', { name: 'Hide details of acme-api', exact: true }),
  ).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Tab');
  await expect(panel.locator(':focus')).toHaveCount(1);
});

test('the inventory leads to a resource, and its URL can be shared', async ({
  open,
  page,
}) => {
  await open('/cloudflare/inventory', 'engineering');
  const table = page.getByRole('grid', { name: 'resources' });
  const names = table.getByRole('rowheader');
  await expect(names.first()).toBeVisible();

  await page
    .getByRole('searchbox', { name: 'Search resources' })
    .fill('storefront');
  await page.getByRole('button', { name: /Product$/ }).click();
  await page.getByRole('option', { name: 'Pages' }).click();
  await table.getByRole('columnheader', { name: 'Name' }).click();
  const expected = [
    'acme-web',
    'acme-status',
    'acme-docs',
    'acme-careers',
    'acme-admin',
  ];
  await expect(names).toHaveText(expected);

  await page.reload();
  await expect(names).toHaveText(expected);
  await names.getByRole('link', { name: 'acme-docs' }).click();
  await expect(page).toHaveURL(/\/resource\/cf-pages-acme-docs/);
});

test('what the inventory shows can be downloaded', async ({ open, page }) => {
  await open('/cloudflare/inventory?product=pages&sort=name');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download resources as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('cloudflare-inventory.csv');
  const [header, ...rows] = (
    await readFile(await download.path(), 'utf8')
  ).split('\r\n');
  const columns = header.split(',');
  expect(columns[0]).toBe('\ufeff"Name"');
  expect(columns).toContain('"Product"');
  // The last line ends, too.
  expect(rows).toHaveLength(7);
  const [first] = rows.map(row => row.split(','));
  expect(first[0]).toBe('"acme-admin"');
  expect(first[columns.indexOf('"Product"')]).toBe('"Pages"');
});

test('the overview leads from what needs attention to the deployments', async ({
  open,
  page,
}) => {
  await open('/cloudflare');
  await expect(page).toHaveURL(/\/cloudflare\/overview/);
  const attention = region('Needs attention')(page);
  await attention
    .getByRole('listitem')
    .filter({ hasText: 'whose sources disagree' })
    .getByRole('link', { name: /^(See all|Open in Deployments)/ })
    .click();
  await expect(page).toHaveURL(/\/cloudflare\/deployments\?state=conflict/);
  const rows = page
    .getByRole('grid', { name: 'Production deployments' })
    .getByRole('rowheader');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('acme-ingest');
  await page.getByRole('radio', { name: /^Proven/ }).click();
  await expect(page).toHaveURL(/state=complete/);
  await expect(
    page.getByRole('row').getByText('Proven', { exact: true }).first(),
  ).toBeVisible();
  await expect(rows.filter({ hasText: 'acme-ingest' })).toHaveCount(0);
});

test('the log of Access is narrowed by decision, and read page by page', async ({
  open,
  page,
}) => {
  await open('/cloudflare/zero-trust', 'platform');
  const table = page.getByRole('grid', { name: 'log entries' });
  const rows = table.getByRole('rowheader');
  await expect(rows).toHaveCount(25);

  const first = await table.getByRole('row').nth(1).textContent();
  await page.getByRole('button', { name: 'Next table page' }).click();
  await expect(table.getByRole('row').nth(1)).not.toHaveText(first ?? '');
  await expect(rows).toHaveCount(25);

  await page.getByRole('button', { name: /Decision$/ }).click();
  await page.getByRole('option', { name: 'Refused' }).click();
  await expect(page).toHaveURL(/decision=refused/);
  await expect(
    table.getByRole('gridcell', { name: 'Allowed', exact: true }),
  ).toHaveCount(0);
  await expect(
    table.getByRole('gridcell', { name: 'Refused', exact: true }).first(),
  ).toBeVisible();
});

test('a permission that the token lacks is told', async ({
  open,
  page,
  simulator,
}) => {
  await simulator.refuse('Pages Read');
  await open('/cloudflare/accounts', 'readers');
  const row = region('Token permissions')(page).getByRole('row', {
    name: 'Pages Read',
  });
  // What was read before counts for a while, unless it is checked again.
  await expect(async () => {
    await page.getByRole('button', { name: /^Check the token/ }).click();
    await expect(row).toContainText('Missing', { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expect(row).toContainText(`lacks the permission group 'Pages Read'`);
});

test('who may starts a sync and sees how it ends', async ({ open, page }) => {
  await open('/cloudflare/overview', 'platform');
  const sync = page.getByRole('button', { name: 'Sync default now' });
  await sync.click();
  await expect(
    page.getByText('The sync of default has begun').first(),
  ).toBeVisible();
  await expect(
    page.getByText(/^The sync of default has ended: Succeeded/).first(),
  ).toBeVisible({ timeout: 45_000 });
});

test('to refresh asks for data that are not from before', async ({
  open,
  page,
}) => {
  await open(workerTab('acme-api'));
  const refresh = page.getByRole('button', { name: 'Refresh Triggers' });
  await expect(refresh).toBeVisible();
  const [request] = await Promise.all([
    page.waitForRequest(/\/workers\/acme-api\/triggers/),
    refresh.click(),
  ]);
  expect((await request.allHeaders())['cache-control']).toMatch(
    /max-age=\d+|no-cache/,
  );
});

test('a Component without annotations has no tab', async ({ open, page }) => {
  await page.route(
    '**/api/catalog/entities/by-name/component/default/acme-api',
    async route => {
      const response = await route.fetch();
      const entity = await response.json();
      delete entity.metadata.annotations;
      await route.fulfill({ response, json: entity });
    },
  );
  await open('/catalog/default/component/acme-api');
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await expect(tabs.getByRole('link', { name: 'Overview' })).toBeVisible();
  await expect(tabs.getByRole('link', { name: 'Cloudflare' })).toHaveCount(0);
});

test('an annotation that names nothing says what to do', async ({
  open,
  page,
}) => {
  await open(componentTab('acme-status'));
  await expect(
    page.getByText('No Worker "acme-status-api" in account "default"'),
  ).toBeVisible();
  await expect(
    page.getByText(/Check the annotation cloudflare\.com\/worker/),
  ).toBeVisible();
});

test('the About card links to the dashboard', async ({ open, page }) => {
  await open('/catalog/default/resource/cf-worker-acme-api');
  await expect(
    page.getByRole('link', { name: /^Cloudflare , Opens/ }),
  ).toHaveAttribute('href', /^https:\/\/dash\.cloudflare\.com\/.*acme-api/);
});

test('the catalog is narrowed to a product', async ({ open, page }) => {
  await open('/?filters[kind]=resource&filters[user]=all');
  await page.getByRole('textbox', { name: 'Cloudflare product' }).click();
  await page.getByRole('option', { name: 'Pages' }).click();
  await expect(
    page.getByRole('heading', { name: /\(6\)/ }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'acme-web' }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'acme-api', exact: true }),
  ).toHaveCount(0);
});

test('the home page tells what needs the attention of my groups', async ({
  open,
  page,
}) => {
  await open('/home', 'platform');
  await expect(page.getByText('My Cloudflare')).toBeVisible();
  await expect(
    page
      .getByRole('list', { name: 'Resources that need attention' })
      .getByRole('link', { name: 'acme-careers' }),
  ).toHaveAttribute('href', /cf-pages-acme-careers/);
});
