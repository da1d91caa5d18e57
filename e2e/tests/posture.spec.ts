import { Page } from '@playwright/test';
import { expect, test } from '../fixtures';
import { region } from '../panels';

const SCORECARDS = '/cloudflare/scorecards';
const EVALUATED_WITHIN_MS = 45_000;
const titles = [
  'Access hygiene',
  'Change management and provenance',
  'Data retention and storage',
  'Resilience and runtime',
  'AI stack governance',
  'Coverage',
];

const results = (page: Page) =>
  page.getByRole('grid', { name: 'Results', exact: true });

test('the overview shows six scorecards with what they come from, and leads to what fails', async ({
  open,
  page,
}) => {
  await open('/cloudflare/overview', 'platform');
  for (const title of titles) {
    const card = region(title)(page);
    await expect(card).toContainText(/^.*\d+(\.\d)?%/);
    await expect(card).toContainText(/\d+ of \d+ pass/);
    await expect(card).toContainText(/\d+ Fail/);
  }
  await expect(region('Linked Components')(page)).toContainText(
    /\d+ of \d+ production Components are linked to Cloudflare/,
  );

  await region('Resilience and runtime')(page)
    .getByRole('link', { name: /See all checks$/ })
    .click();
  await expect(page).toHaveURL(/\/scorecards\?scorecard=resilience/);
  await results(page)
    .getByRole('button', { name: /^Explain .+: Fail$/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('What to do');
});

test('the trend of a scorecard has a table behind it', async ({
  open,
  page,
}) => {
  await open('/cloudflare/overview');
  const coverage = region('Coverage')(page);
  await coverage.getByRole('button', { name: 'Show as table' }).click();
  const today = coverage.getByRole('row').filter({ hasText: '%' });
  await expect(today).toHaveCount(1);
  await page.getByRole('button', { name: /Trends of$/ }).click();
  await page.getByRole('option', { name: '180 days' }).click();
  await expect(page).toHaveURL(/days=180/);
  await expect(
    coverage.getByRole('button', { name: 'Hide table' }),
  ).toBeVisible();
  await expect(today).toHaveCount(1);
});

test('who may has all checks evaluated now', async ({ open, page }) => {
  await open(SCORECARDS, 'platform');
  await page.getByRole('button', { name: 'Evaluate all checks now' }).click();
  await expect(
    page.getByText('The evaluation has begun').first(),
  ).toBeVisible();
  await expect(page.getByText('The evaluation has ended').first()).toBeVisible({
    timeout: EVALUATED_WITHIN_MS,
  });
  await expect(page.getByText(/^Evaluated \d+ seconds? ago/)).toBeVisible();
});

test('who may not is not offered an evaluation', async ({ open, page }) => {
  await open(SCORECARDS, 'readers');
  await expect(results(page).getByRole('rowheader').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Evaluate/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /evidence/i })).toHaveCount(0);
});

test('a Component tells what to do about its resources', async ({
  open,
  page,
}) => {
  await open('/catalog/default/component/acme-checkout', 'platform');
  const card = page
    .getByRole('article')
    .filter({ hasText: 'Cloudflare posture' });
  await expect(card).toContainText(/\d+ of \d+ pass/);
  const first = card
    .getByRole('list', { name: 'What to do' })
    .getByRole('listitem')
    .filter({ hasText: 'Regulated buckets have a lifecycle' })
    .first();
  await expect(
    first.getByRole('link', { name: 'acme-customer-uploads' }),
  ).toHaveAttribute('href', /cf-r2-acme-customer-uploads$/);
  await first.getByRole('button', { name: /^Explain/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('What was compared');
  await page.keyboard.press('Escape');
  await card.getByRole('link', { name: 'Resilience and runtime' }).click();
  await expect(page).toHaveURL(/component=component.+acme-checkout/);
  await expect(results(page).getByRole('rowheader').first()).toBeVisible();
});

test('the home page tells which checks fail for my groups', async ({
  open,
  page,
}) => {
  await open('/home', 'platform');
  await page
    .getByRole('list', { name: 'Failing checks' })
    .getByRole('button', { name: /^Explain .+: Fail$/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('What to do');
});
