import {
  AccessAuditEvent,
  ApiMeta,
  ApiResponse,
  HostnameAccess,
  PagesDeployment,
  ProductStatus,
  ProvenanceSummary,
  ResourceLink,
  WorkerDeployment,
  WorkerMetrics,
  WorkerTriggers,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ResponseError } from '@backstage/errors';

/** An answer of the backend. */
export function answer<T>(data: T, meta?: Partial<ApiMeta>): ApiResponse<T> {
  return {
    data,
    meta: {
      account: 'default',
      fetchedAt: '2026-11-22T02:00:00Z',
      cache: 'miss',
      complete: true,
      masked: false,
      ...meta,
    },
  };
}

/** An error as the backend answers it. */
export function refusal(
  status: number,
  error: { name: string; message: string } & Record<string, unknown>,
): Promise<ResponseError> {
  return ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: status } }), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}

const SHA = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
const OTHER_SHA = '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c';

export const proven: ProvenanceSummary = {
  state: 'complete',
  commitSha: SHA,
  commitUrl: `https://github.com/acme/acme-api/commit/${SHA}`,
  ciRunUrl: 'https://github.com/acme/acme-api/actions/runs/12345678',
  sources: { commitSha: 'tag', ciRunUrl: 'message' },
};

export const workerDeployments: WorkerDeployment[] = [
  {
    id: 'd3',
    createdAt: '2026-11-21T10:00:00Z',
    env: 'production',
    status: 'gradual',
    versions: [
      {
        id: 'v-new',
        number: 42,
        percentage: 90,
        provenance: proven,
      },
      {
        id: 'v-old',
        number: 41,
        percentage: 10,
        provenance: {
          ...proven,
          commitSha: OTHER_SHA,
          commitUrl: `https://github.com/acme/acme-api/commit/${OTHER_SHA}`,
        },
      },
    ],
    commitSha: SHA,
    ciRunUrl: proven.ciRunUrl,
    source: 'wrangler',
    rollback: false,
    author: 'person-7f3a',
    provenance: proven,
  },
  {
    id: 'd2',
    createdAt: '2026-11-20T10:00:00Z',
    env: 'production',
    status: 'superseded',
    versions: [
      {
        id: 'v-older',
        number: 40,
        percentage: 100,
        provenance: { state: 'none', sources: {} },
      },
    ],
    rollback: true,
    provenance: {
      state: 'conflict',
      sources: {},
      conflicts: [
        {
          field: 'commitSha',
          values: [
            { source: 'tag', value: 'aaaa' },
            { source: 'message', value: 'bbbb' },
          ],
        },
      ],
    },
  },
  {
    id: 'd1',
    createdAt: '2026-11-19T10:00:00Z',
    status: 'superseded',
    versions: [
      {
        id: 'v-oldest',
        percentage: 100,
        provenance: { state: 'unknown', sources: {} },
      },
    ],
    rollback: false,
    provenance: { state: 'unknown', sources: {} },
  },
];

export const workerTriggers: WorkerTriggers = {
  workersDevUrl: 'https://acme-api.acme.workers.dev',
  customDomains: [
    { hostname: 'api.acme.example', url: 'https://api.acme.example' },
  ],
  routes: [{ pattern: 'acme.example/api/*', zoneName: 'acme.example' }],
  crons: [{ cron: '*/5 * * * *' }],
};

export const workerMetrics: WorkerMetrics = {
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T04:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'requests',
      unit: 'count',
      points: [{ time: '2026-11-21T02:00:00Z', value: 1200 }],
    },
    {
      id: 'errors',
      unit: 'count',
      points: [{ time: '2026-11-21T02:00:00Z', value: 12 }],
    },
    {
      id: 'cpuTimeP50',
      unit: 'milliseconds',
      points: [{ time: '2026-11-21T02:00:00Z', value: 1.5 }],
    },
    { id: 'cpuTimeP99', unit: 'milliseconds', points: [] },
  ],
  totals: { requests: 1200, errors: 12, subrequests: 30, cpuTimeP50Ms: 1.5 },
};

export const workerAccess: HostnameAccess = {
  hostnames: [
    {
      hostname: 'api.acme.example',
      source: 'custom-domain',
      applicationIds: ['app-1'],
    },
    {
      hostname: 'acme-api.acme.workers.dev',
      source: 'workers.dev',
      applicationIds: [],
    },
  ],
  applications: [
    {
      id: 'app-1',
      name: 'API for staff',
      type: 'self_hosted',
      domains: ['api.acme.example'],
      policies: [{ id: 'pol-1', name: 'Engineers', decision: 'allow' }],
      lastSignIn: {
        at: '2026-11-21T09:00:00Z',
        since: '2026-11-15T00:00:00Z',
      },
      dashboardUrl: 'https://one.dash.cloudflare.com/acme/access/apps/app-1',
    },
  ],
};

/** What became of a Worker that the annotation of a Component names. */
export function workerLink(
  name: string,
  state: ResourceLink['state'],
  account = 'default',
): ResourceLink {
  return {
    annotation: 'cloudflare.com/worker',
    product: 'workers',
    account,
    name,
    state,
  };
}

export const pagesDeployments: PagesDeployment[] = [
  {
    id: 'p2',
    createdAt: '2026-11-21T10:00:00Z',
    env: 'preview',
    status: 'failed',
    stage: 'build',
    branch: 'feature/search',
    commitSha: SHA,
    url: 'https://abc.acme-web.pages.dev',
    provenance: proven,
  },
  {
    id: 'p1',
    createdAt: '2026-11-20T10:00:00Z',
    env: 'preview',
    status: 'live',
    branch: 'feature/cart',
    url: 'https://def.acme-web.pages.dev',
    provenance: { state: 'none', sources: {} },
  },
];

export const zeroTrustUsers: ZeroTrustUser[] = [
  {
    id: 'u1',
    email: 'person-7f3a',
    accessSeat: true,
    gatewaySeat: false,
    logins: { allowed: 3, refused: 1 },
    devices: [],
  },
  { id: 'u2', email: 'person-91bc' },
];

export const accessAudit: AccessAuditEvent[] = [
  {
    id: 'e1',
    occurredAt: '2026-11-22T01:00:00Z',
    actor: 'person-7f3a',
    action: 'login',
    allowed: false,
    applicationName: 'Admin',
    ipAddress: '203.0.113.0/24',
    rayId: '8f2a1b3c4d5e6f70',
  },
];

export const productStatuses: ProductStatus[] = [
  {
    account: 'default',
    product: 'workers',
    title: 'Workers',
    state: 'available',
    resources: 14,
    lastCompleteSync: '2026-11-22T02:00:00Z',
  },
  {
    account: 'default',
    product: 'pages',
    title: 'Pages',
    state: 'degraded',
    problem: {
      kind: 'forbidden',
      message: 'The token may not read Pages.',
      permission: 'Pages Read',
    },
  },
];
