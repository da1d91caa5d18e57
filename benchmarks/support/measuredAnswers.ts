import { scorecardIds } from '@cloudflare-backstage/plugin-cloudflare-common';

const FETCHED_AT = '2026-01-01T00:00:00.000Z';
const HOUR_MS = 3_600_000;

/** The Worker whose tab is opened. */
export const WORKER = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'cf-worker-acme-api',
    namespace: 'default',
    uid: '8f0d3c1e-0000-4000-8000-000000000001',
    title: 'acme-api',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme-api',
    },
  },
  spec: {
    type: 'cloudflare-worker',
    owner: 'group:default/platform',
    parameters: { account: 'default', accountId: 'a', name: 'acme-api' },
  },
  relations: [],
};

/** Log-ins of a day, so that the chart has something to show. */
const ACTIVITY = {
  from: FETCHED_AT,
  to: new Date(Date.parse(FETCHED_AT) + 24 * HOUR_MS).toISOString(),
  stepSeconds: HOUR_MS / 1000,
  steps: Array.from({ length: 24 }, (_, hour) => ({
    from: new Date(Date.parse(FETCHED_AT) + hour * HOUR_MS).toISOString(),
    allowed: hour,
    refused: 1,
  })),
};

/** A guest, so that the app lets its visitor in. */
const GUEST = {
  profile: {},
  backstageIdentity: {
    token: [
      { alg: 'none' },
      { sub: 'user:default/guest', exp: 4_102_444_800 },
      {},
    ]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.'),
    expiresInSeconds: 3600,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/guest',
      ownershipEntityRefs: ['user:default/guest'],
    },
  },
};

/** What the app is answered: enough to render every page, and no more. */
export function answerTo({ pathname, searchParams }: URL): unknown {
  if (pathname.startsWith('/api/catalog/')) {
    return pathname.endsWith('/entity-facets')
      ? facetsOf(searchParams.getAll('facet'))
      : catalogAnswer(pathname);
  }
  if (pathname.startsWith('/api/cloudflare/')) {
    return {
      data: pathname.endsWith('/activity') ? ACTIVITY : objectOrList(pathname),
      meta: {
        account: 'default',
        fetchedAt: FETCHED_AT,
        cache: 'miss',
        complete: true,
        masked: false,
      },
    };
  }
  return pathname.startsWith('/api/auth/') ? GUEST : {};
}

function facetsOf(names: string[]): unknown {
  const only = [{ value: 'default', count: 1 }];
  return { facets: Object.fromEntries(names.map(name => [name, only])) };
}

function catalogAnswer(pathname: string): unknown {
  if (pathname.endsWith('/ancestry')) {
    return { rootEntityRef: '', items: [] };
  }
  if (pathname.includes('/by-name/')) {
    return WORKER;
  }
  if (pathname.endsWith('/by-query')) {
    return { items: [WORKER], totalItems: 1, pageInfo: {} };
  }
  return pathname.endsWith('/by-refs') ? { items: [] } : [];
}

const COUNTS = {
  pass: 1,
  fail: 0,
  stale: 0,
  unknown: 0,
  'not-applicable': 0,
  exempt: 0,
};
const SCORE = { counts: COUNTS, notVisible: 0, score: 1 };
const EVALUATION = { state: 'finished', finishedAt: FETCHED_AT, problems: [] };

/** Every scorecard with the trend of a day, so that charts are shown. */
function postureAnswer(pathname: string): unknown {
  if (pathname.endsWith('/history')) {
    const point = { at: new Date().toISOString(), ...SCORE };
    return { points: scorecardIds.map(id => ({ ...point, scorecard: id })) };
  }
  if (pathname.includes('/scorecards/')) {
    return { key: '', title: '', ...SCORE, evaluation: EVALUATION, checks: [] };
  }
  if (pathname.includes('/entities/')) {
    return {
      ...SCORE,
      evaluation: EVALUATION,
      scorecards: [],
      own: [],
      related: [],
    };
  }
  return pathname.endsWith('/posture')
    ? {
        ...SCORE,
        evaluation: EVALUATION,
        scorecards: scorecardIds.map(id => ({ key: id, title: id, ...SCORE })),
        accounts: [],
        products: [],
        owners: [],
        systems: [],
        components: [],
        coverage: {
          linked: 1,
          total: 1,
          excluded: 0,
          share: 1,
          expected: 0.95,
        },
        worse: [],
        worseTotal: 0,
      }
    : [];
}

function objectOrList(pathname: string): unknown {
  if (pathname.includes('/v1/posture')) {
    return postureAnswer(pathname);
  }
  if (pathname.endsWith('/summary')) {
    return {
      total: 0,
      states: { complete: 0, partial: 0, none: 0, conflict: 0, unknown: 0 },
      withCommit: 0,
      withCiRun: 0,
      withAuditEvent: 0,
      unknown: { commit: 0, ciRun: 0, auditEvent: 0 },
    };
  }
  if (pathname.endsWith('/key')) {
    return {};
  }
  if (pathname.endsWith('/triggers')) {
    return { customDomains: [], routes: [], crons: [] };
  }
  return pathname.endsWith('/access')
    ? { hostnames: [], applications: [] }
    : [];
}
