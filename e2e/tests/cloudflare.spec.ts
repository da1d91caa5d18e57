import { expect, Page, test } from '@playwright/test';

/** The demo's catalog is filled by the first sync, soon after the start. */
const FIRST_SYNC_MS = 60_000;

test.describe.configure({ timeout: 3 * FIRST_SYNC_MS });

async function signIn(page: Page, group: string) {
  // Right after the start the catalog may not know the demo's users yet.
  await expect(async () => {
    await page.goto('/');
    const choice = page.getByRole('button', { name: `Sign in as ${group}` });
    const again = page.getByRole('button', { name: 'Choose a user' });
    await expect(choice.or(again)).toBeVisible({ timeout: 15_000 });
    if (await again.isVisible()) {
      await again.click();
    }
    await choice.click();
    await expect(
      page.getByRole('link', { name: 'Cloudflare', exact: true }),
    ).toBeVisible({
      timeout: 15_000,
    });
  }).toPass({ timeout: FIRST_SYNC_MS });
}

/** The tabs of an entity are links, and so is the page's entry in the sidebar. */
async function openTab(page: Page, entity: string) {
  await page.locator(`a[href$="/${entity}/cloudflare"]`).click();
}

async function openInventory(page: Page) {
  await page.getByRole('link', { name: 'Cloudflare', exact: true }).click();
  await expect(page).toHaveURL(/\/cloudflare\/inventory/);
  const resource = page.getByRole('rowheader', {
    name: 'acme-api',
    exact: true,
  });
  await expect(async () => {
    await page.reload();
    await expect(resource).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: FIRST_SYNC_MS });
}

test('a component shows the deployments of its Worker with commit and CI run', async ({
  page,
}) => {
  await signIn(page, 'platform');
  await openInventory(page);
  await page.getByRole('link', { name: 'Catalog', exact: true }).click();
  await page.getByRole('link', { name: 'acme-api', exact: true }).click();
  await openTab(page, 'component/acme-api');

  const deployments = page.getByRole('region', { name: 'Deployments' }).first();
  await expect(
    deployments.getByRole('link', { name: /^Commit [0-9a-f]{8}$/ }).first(),
  ).toHaveAttribute('href', /^https:\/\/.+[0-9a-f]{40}/);
  await expect(
    deployments.getByRole('link', { name: /^CI run/ }).first(),
  ).toHaveAttribute('href', /^https:\/\//);
});

test('the inventory finds a resource and leads to it', async ({ page }) => {
  await signIn(page, 'engineering');
  await openInventory(page);
  await page.getByRole('searchbox', { name: 'Search resources' }).fill('web');
  await expect(page.getByRole('rowheader', { name: 'acme-api' })).toHaveCount(
    0,
  );
  await page.getByRole('link', { name: 'acme-web', exact: true }).click();
  await expect(page).toHaveURL(/\/resource\/cf-pages-acme-web/);
});

test('the production deployments tell where they came from', async ({
  page,
}) => {
  await signIn(page, 'security');
  await openInventory(page);
  await page.getByRole('tab', { name: 'Deployments' }).click();
  await expect(
    page.getByRole('row').getByText('Proven', { exact: true }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: /^CI run/ }).first(),
  ).toBeVisible();
});

test('readers are told which permission Zero Trust takes', async ({ page }) => {
  await signIn(page, 'readers');
  await openInventory(page);
  await page.getByRole('searchbox', { name: 'Search resources' }).fill('trust');
  await page.getByRole('rowheader').getByRole('link').first().click();
  await openTab(page, 'resource/cf-zt-access');
  await expect(page.getByText('You may not see this').first()).toBeVisible();
  await expect(
    page.getByText(/cloudflare\.read\.zerotrust/).first(),
  ).toBeVisible();
});
