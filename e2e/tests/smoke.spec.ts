import { expect, test } from '@playwright/test';

test('the app opens and offers a user of each group', async ({ page }) => {
  await page.goto('/');

  for (const group of ['security', 'platform', 'engineering', 'readers']) {
    await expect(
      page.getByRole('button', { name: `Sign in as ${group}` }),
    ).toBeVisible();
  }
});
