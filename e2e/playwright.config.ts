import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from '@playwright/test';

/** A Chromium of the machine, so that no browser has to be downloaded. */
function installedChromium(): string | undefined {
  const candidates = [
    ...(process.env.PATH ?? '')
      .split(path.delimiter)
      .flatMap(directory =>
        ['chromium', 'chromium-browser', 'google-chrome'].map(name =>
          path.join(directory, name),
        ),
      ),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return process.env.E2E_CHROMIUM || candidates.find(file => existsSync(file));
}

export default defineConfig({
  testDir: 'tests',
  outputDir: 'output/results',
  forbidOnly: Boolean(process.env.CI),
  // One backend with one in-memory catalog serves all tests.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: [
    ['list'],
    ['html', { outputFolder: 'output/report', open: 'never' }],
  ],
  use: {
    baseURL: process.env.E2E_BASE_URL,
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: installedChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
