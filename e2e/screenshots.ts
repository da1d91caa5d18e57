import path from 'node:path';
import { Page } from '@playwright/test';

export const WIDE = 1280;
export const NARROW = 768;
const HEIGHT = 900;

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export async function setWidth(page: Page, width: number) {
  await page.setViewportSize({ width, height: HEIGHT });
}

/**
 * Backstage follows the system's theme while nobody chose one. It builds the
 * page anew for that.
 */
export async function setTheme(page: Page, theme: Theme) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.waitForFunction(
    wanted => document.body.dataset.themeMode === wanted,
    theme,
  );
}

/** Keeps a picture of the whole page, as `<what>-<theme>[-<width>].png`. */
export async function keepScreenshot(
  page: Page,
  what: string,
  theme: Theme,
  width = WIDE,
) {
  const suffix = width === WIDE ? '' : `-${width}`;
  await page.screenshot({
    fullPage: true,
    animations: 'disabled',
    path: path.join(
      __dirname,
      'output',
      'screenshots',
      `${what}-${theme}${suffix}.png`,
    ),
  });
}

/**
 * Keeps a picture in each theme.
 *
 * @param settled - waits until the page shows again what the picture is of
 */
export async function keepScreenshots(
  page: Page,
  what: string,
  settled: () => Promise<void>,
) {
  for (const theme of themes) {
    await setTheme(page, theme);
    await settled();
    await keepScreenshot(page, what, theme);
  }
}
