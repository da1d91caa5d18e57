import { defineConfig } from '@playwright/test';
import { demosOfEnvironment } from './demo';
import { findChromium } from './findChromium';

export default defineConfig({
  testDir: 'tests',
  globalSetup: './globalSetup',
  outputDir: 'output/results',
  forbidOnly: Boolean(process.env.CI),
  // A demo's backend and simulated account serve one test at a time.
  workers: demosOfEnvironment().length,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['html', { outputFolder: 'output/report', open: 'never' }],
  ],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    // To film every test costs more than most of them.
    trace: { mode: 'retain-on-failure', screenshots: false },
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: findChromium(),
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
