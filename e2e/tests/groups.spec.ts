import { Locator, Page } from '@playwright/test';
import {
  restrictedMarkers,
  secretMarkers,
} from '../../packages/cloudflare-simulator/src/fixtures/secretMarkers';
import { DemoGroup, demoUsers } from '../demo';
import { expect, test } from '../fixtures';
import { mayDo } from '../policy';
import { loading } from '../states';
import { Part, views } from '../views';

const REFUSED = 'You may not see this';
const ASK = 'Ask whoever looks after this Backstage for';

const SENSITIVE = [
  'hyperdriveHost',
  'secretName',
  'analyticsBlob',
  'analyticsIndex',
];

/** What must not be on any page of a group, whatever it is on. */
function markersHiddenFrom(group: DemoGroup): string[] {
  return [
    ...Object.values(secretMarkers),
    ...Object.entries(restrictedMarkers)
      .filter(([name]) =>
        SENSITIVE.includes(name)
          ? !mayDo(group, 'cloudflare.read.sensitive')
          : !mayDo(group, 'cloudflare.read.personal'),
      )
      .map(([, marker]) => marker),
  ];
}

function isGranted({ isAnyEnough, takes }: Part, group: DemoGroup): boolean {
  const granted = takes.map(permission => mayDo(group, permission));
  return isAnyEnough ? granted.includes(true) : !granted.includes(false);
}

async function expectContent(part: Part, group: DemoGroup, located: Locator) {
  await expect(located).toBeVisible();
  const { content, mask } = part;
  for (const text of content) {
    await expect(located).toContainText(text);
  }
  if (mask && mayDo(group, mask.liftedBy)) {
    await expect(located).toContainText(mask.clear);
  } else if (mask) {
    await expect(located).toContainText(mask.masked);
    await expect(located).not.toContainText(mask.clear);
  }
}

/** The whole panel that a part is in, where a group may see nothing of that. */
function refusedTo(group: DemoGroup, part: Part): Part {
  const { panelTakes } = part;
  return panelTakes && !mayDo(group, panelTakes)
    ? { ...part, takes: [panelTakes], otherwise: 'refusal of the page' }
    : part;
}

/** What is refused is told with the names of what it takes, or not at all. */
async function expectNoContent(part: Part, page: Page) {
  const { locate, otherwise, takes } = part;
  const located = locate(page);
  const body = page.locator('body');
  const told = {
    refusal: [...takes, ASK],
    'refusal of the page': [REFUSED, ...takes, ASK],
    'no entity': ['Entity not found'],
    'no records': ['No records to display'],
    nothing: [],
  }[otherwise];
  for (const text of told) {
    await expect(otherwise === 'refusal' ? located : body).toContainText(text);
  }
  if (otherwise === 'refusal') {
    for (const text of part.content) {
      await expect(located).not.toContainText(text);
    }
  } else {
    await expect(loading(body)).toHaveCount(0);
    await expect(located).toHaveCount(0);
  }
}

for (const group of Object.keys(demoUsers) as DemoGroup[]) {
  const hiddenMarkers = markersHiddenFrom(group);

  test(`${group}: the main pages show what the policy allows`, async ({
    failures,
    page,
    seenTexts,
    visit,
  }) => {
    test.slow();
    for (const { everybody = [], parts, path } of views) {
      await test.step(path, async () => {
        await visit(path, group);
        for (const text of everybody) {
          await expect(page.locator('body')).toContainText(text);
        }
        const refused = parts.filter(part => !isGranted(part, group));
        for (const part of parts) {
          await (refused.includes(part)
            ? expectNoContent(refusedTo(group, part), page)
            : expectContent(part, group, part.locate(page)));
        }
        const html = [await page.content(), ...(await seenTexts())].join('\n');
        expect
          .soft(hiddenMarkers.filter(marker => html.includes(marker)))
          .toEqual([]);
        expect
          .soft(failures(refused.length > 0 ? [403, 404] : []), path)
          .toEqual([]);
      });
    }
  });
}

test('nobody sees a page without having signed in', async ({
  page,
  request,
}) => {
  const asked: string[] = [];
  page.on('request', asking => asked.push(asking.url()));
  for (const { path } of views.filter(
    ({ parts }) => parts[0].otherwise !== 'refusal',
  )) {
    await page.goto(path);
    await expect(
      page.getByRole('button', { name: 'Sign in as security' }),
    ).toBeVisible();
  }
  expect(asked.filter(url => /\/api\/(cloudflare|catalog)/.test(url))).toEqual(
    [],
  );
  for (const path of [
    '/api/cloudflare/v1/posture',
    '/api/cloudflare/v1/zero-trust/users',
    '/api/catalog/entities',
  ]) {
    expect((await request.get(path)).status(), path).toBe(401);
  }
});
