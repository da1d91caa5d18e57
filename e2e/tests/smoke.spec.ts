import { DemoGroup, demoUsers } from '../demo';
import { expect, test } from '../fixtures';

test('the app opens and offers a user of each group', async ({ page }) => {
  await page.goto('/');
  for (const group of Object.keys(demoUsers) as DemoGroup[]) {
    await expect(
      page.getByRole('button', { name: `Sign in as ${group}` }),
    ).toBeVisible();
  }
  await page.getByRole('button', { name: 'Sign in as platform' }).click();
  await page.getByRole('link', { name: 'Cloudflare', exact: true }).click();
  await expect(page).toHaveURL(/\/cloudflare\/overview/);
});
