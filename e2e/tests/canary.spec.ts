import {
  restrictedMarkers,
  secretMarkers,
} from '../../packages/cloudflare-simulator/src/fixtures/secretMarkers';
import { expect, test } from '../fixtures';
import { pages } from '../pages';
import { loading } from '../states';

const markers = Object.entries({ ...secretMarkers, ...restrictedMarkers });

test('what readers must not see is on no page', async ({
  page,
  seenTexts,
  settled,
  visit,
}) => {
  test.slow();
  for (const { id, path } of pages) {
    await visit(path, 'readers');
    const body = page.locator('body');
    await expect(body).toContainText(/\S/);
    await settled();
    await expect(loading(body)).toHaveCount(0);
    const html = [await page.content(), ...(await seenTexts())].join('\n');
    expect
      .soft(
        markers
          .filter(([, marker]) => html.includes(marker))
          .map(([name]) => name),
        id,
      )
      .toEqual([]);
  }
});

test('what readers must not see is found by this search where others see it', async ({
  open,
  page,
}) => {
  await open('/cloudflare/zero-trust?tab=users', 'security');
  await expect(page.locator('body')).toContainText(/\d+ allowed, \d+ refused/);
  await expect
    .poll(async () => page.content())
    .toContain(restrictedMarkers.login);
});
