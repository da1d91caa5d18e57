import { expect, Locator } from '@playwright/test';
import {
  change,
  forbidden,
  hold,
  notEntitled,
  notPermitted,
  refuse,
  unavailable,
} from './answers';
import { Panel, RETRY, State, StateSpec } from './panels';

/** An answer that was asked for anew is read anew within this time. */
const STALE_MS = 40_000;
const NOT_ENABLED_CODE = 10042;
const NO_PERMISSION_CODE = 10000;

function upstreamError(code: number, message: string) {
  return {
    success: false,
    errors: [{ code, message }],
    messages: [],
    result: null,
  };
}

/** A status of Cloudflare's where the panel reads it, else the backend's own words. */
function brokenBy(
  fault: (panel: Panel) => { status: number; body?: unknown },
  refusal: (panel: Panel) => Parameters<typeof refuse>[2],
): StateSpec['bringAbout'] {
  return async ({ open, page, panel, place, simulator }) => {
    if (place.upstream) {
      await simulator.break({
        operationPattern: place.upstream,
        fault: { type: 'status', ...fault(panel) },
      });
    } else {
      await refuse(page, panel.route, refusal(panel));
    }
    await open();
  };
}

const fault503 = () => ({ status: 503 });
const fault403 = () => ({
  status: 403,
  body: upstreamError(NO_PERMISSION_CODE, 'Authentication error'),
});

/** The states of what our backend feeds. */
const states: Record<State, StateSpec> = {
  ok: {
    bringAbout: ({ open }) => open(),
    words: ({ sees }) => sees,
  },
  loading: {
    bringAbout: async ({ keep, open, page, panel }) => {
      const release = await hold(page, panel.route);
      await open();
      const isLoading = () => expect(loading(panel.locate(page))).toBeVisible();
      await isLoading();
      await keep(isLoading);
      release();
    },
    words: () => [],
  },
  'not-permitted': {
    bringAbout: async ({ open, page, panel, place }) => {
      if (!place.as) {
        await refuse(page, panel.route, notPermitted);
      }
      await open();
    },
    title: 'You may not see this',
    words: ({ permission }) => [
      permission,
      'Ask whoever looks after this Backstage for',
    ],
  },
  'not-configured': {
    bringAbout: brokenBy(fault403, ({ tokenPermission }) =>
      forbidden(tokenPermission),
    ),
    title: 'The API token lacks a permission',
    words: ({ tokenPermission }) => [
      `Add this to the token at Cloudflare: ${tokenPermission}`,
      RETRY,
    ],
  },
  'not-entitled': {
    bringAbout: brokenBy(
      () => ({
        status: 403,
        body: upstreamError(NOT_ENABLED_CODE, 'not enabled'),
      }),
      () => notEntitled,
    ),
    title: 'The account does not have this product',
    words: () => ['Enable it at Cloudflare', RETRY],
  },
  failed: {
    bringAbout: brokenBy(fault503, () => unavailable),
    title: 'It could not be read',
    words: () => [/Cannot read .*: Cloudflare answered 503/, RETRY],
  },
  empty: {
    bringAbout: async ({ open, page, panel }) => {
      if (panel.empty?.answer) {
        await change(page, panel.route, panel.empty.answer);
      }
      await open();
    },
    words: ({ empty }) => [empty?.title ?? '', empty?.next ?? ''],
  },
  partial: {
    bringAbout: async ({ open, page, panel, place, simulator }) => {
      if (panel.partial?.answer) {
        await change(page, panel.route, panel.partial.answer);
      } else if (place.upstream) {
        await simulator.break({
          operationPattern: place.upstream,
          fault: { type: 'status', status: 503 },
        });
      }
      await open();
    },
    title: 'Something is missing here',
    words: ({ partial }) => [partial?.words ?? ''],
  },
  stale: {
    bringAbout: async ({ open, page, panel, place, simulator }) => {
      if (!place.upstream) {
        await change(page, panel.route, answer => ({
          ...answer,
          meta: { ...answer.meta, cache: 'stale' },
        }));
        await open();
        return;
      }
      await open();
      const located = panel.locate(page);
      const refresh = located.getByRole('button', { name: /^Refresh/ });
      await expect(located.getByText('As of')).toBeVisible();
      await simulator.break({
        operationPattern: place.upstream,
        fault: { type: 'status', status: 503 },
      });
      // However often it is asked, the backend does not read anew at once.
      await expect(async () => {
        await refresh.click();
        await expect(located.getByText('As it was read')).toBeVisible({
          timeout: 2_000,
        });
      }).toPass({ timeout: STALE_MS });
    },
    title: 'As it was read',
    words: () => ['Cloudflare could not be read anew since then.'],
  },
};

/** Whatever tells that something is being read. */
export function loading(panel: Locator): Locator {
  return panel
    .getByRole('status', { name: 'Loading' })
    .or(panel.getByText('Loading', { exact: true }))
    .first();
}

/** How a panel comes into a state, and what it tells then. */
export function specOf(state: State, panel: Panel): StateSpec {
  return { ...states[state], ...panel.own?.[state] };
}

/** What must not be told in a state: it would be untrue. */
export function untrueIn(state: State, panel: Panel): string[] {
  const own = specOf(state, panel).title ?? '';
  const titles = (Object.keys(states) as State[]).flatMap(name => {
    const { title } = specOf(name, panel);
    return title && !own.includes(title) ? [title] : [];
  });
  return panel.empty && state !== 'empty'
    ? [...titles, panel.empty.title]
    : titles;
}
