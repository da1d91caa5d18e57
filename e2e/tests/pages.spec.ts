import { findBarriers } from '../axe';
import { expect, test } from '../fixtures';
import { pages } from '../pages';
import {
  keepScreenshot,
  NARROW,
  setTheme,
  setWidth,
  themes,
  WIDE,
} from '../screenshots';
import { loading } from '../states';

const isMatrix = Boolean(process.env.E2E_MATRIX);

for (const { as, id, inCi, path, sees } of pages) {
  if (isMatrix || inCi) {
    test(`${id}: fits the screen, and axe finds no barrier`, async ({
      open,
      page,
    }) => {
      await open(path, as);
      const body = page.locator('body');
      for (const theme of themes) {
        await setTheme(page, theme);
        for (const text of sees) {
          await expect(body).toContainText(text);
        }
        await expect(loading(body)).toHaveCount(0);
        for (const width of [NARROW, WIDE]) {
          await setWidth(page, width);
          await expect
            .poll(() =>
              page.evaluate(
                () => document.documentElement.scrollWidth - innerWidth,
              ),
            )
            .toBeLessThanOrEqual(0);
          if (isMatrix) {
            await keepScreenshot(page, `${id}-ok`, theme, width);
          }
        }
        const { newInShell, ours } = await findBarriers(page);
        expect.soft(ours, `in our content, ${theme}`).toEqual([]);
        expect
          .soft(newInShell, `not in Backstage's baseline, ${theme}`)
          .toEqual([]);
      }
    });
  }
}
