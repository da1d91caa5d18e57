// Looks at the adopter's app as a person would, in Chromium.
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, expect } from '@playwright/test';

const require = createRequire(import.meta.url);
const TIMEOUT_MS = 30_000;

/** A Chromium of this machine, found as the browser tests find it. */
export function findChromium(root) {
  require('@backstage/cli/config/nodeTransform.cjs');
  return require(path.join(root, 'e2e', 'findChromium')).findChromium();
}

/** Signs in as a guest and opens the plugin's page and an entity's tab. */
export async function checkInBrowser(url, executablePath) {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const shows = locator => expect(locator).toBeVisible({ timeout: TIMEOUT_MS });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    const failures = [];
    page.on('pageerror', error => failures.push(error.message));

    await page.goto(`${url}/cloudflare`);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.waitForURL(`${url}/cloudflare/overview`);
    await page.getByRole('tab', { name: 'Inventory' }).click();
    await page.waitForURL(`${url}/cloudflare/inventory`);
    await shows(page.getByRole('rowheader', { name: 'acme-api', exact: true }));

    await page.goto(`${url}/catalog/default/resource/cf-worker-acme-api`);
    await page.getByRole('tab', { name: 'Cloudflare' }).click();
    await shows(
      page.getByRole('link', { name: /Open acme-api in Cloudflare/ }),
    );

    if (failures.length > 0) {
      throw new Error(`The page failed: ${failures.join('; ')}`);
    }
  } finally {
    await browser.close();
  }
}
