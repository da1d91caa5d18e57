import { Page } from '@playwright/test';
import { expect, test } from '../fixtures';

const ALL_RESOURCES = '/?filters[kind]=resource&filters[user]=all';

/** Of products of which not even the existence should be known. */
const hidden = [
  { name: 'cf-zt-access', title: 'Zero Trust Access' },
  {
    name: 'cf-secrets-store-acme-account-secrets',
    title: 'acme-account-secrets',
  },
];

/** Opens the search, and waits for what it finds. */
async function search(page: Page, open: () => Promise<void>) {
  const found = page.waitForResponse(/\/api\/search\/query/);
  await open();
  await found;
  await expect(page.getByRole('progressbar')).toHaveCount(0);
}

for (const { name, title } of hidden) {
  for (const group of ['readers', 'engineering'] as const) {
    test(`${group} do not find ${name}: not by URL, in the catalog, or by search`, async ({
      open,
      page,
    }) => {
      await open(`/catalog/default/resource/${name}`, group);
      await expect(page.getByText('Entity not found')).toBeVisible();

      await open(`${ALL_RESOURCES}&filters[text]=${title}`, group);
      await expect(page.getByText('No records to display')).toBeVisible();

      await search(page, () => open(`/search?query=${title}`, group));
      await expect(page.getByText('Results per page')).toBeVisible();
      await expect(page.locator(`a[href$="/${name}"]`)).toHaveCount(0);
    });
  }

  test(`platform finds ${name}`, async ({ open, page }) => {
    await open(`/catalog/default/resource/${name}`, 'platform');
    await expect(
      page.getByRole('heading', { name: title }).first(),
    ).toBeVisible();

    await open(`${ALL_RESOURCES}&filters[text]=${title}`, 'platform');
    await expect(
      page.getByRole('link', { name: title, exact: true }),
    ).toBeVisible();

    await search(page, () => open(`/search?query=${title}`, 'platform'));
    await expect(page.locator(`a[href$="/${name}"]`).first()).toBeVisible();
  });
}
