import { ConfigReader } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AcceptanceCriterion,
  CheckState,
  ProductId,
  ProductionDeployment,
  ProductStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { MASKED } from '../../redaction/compileMask';
import { AcceptanceContext } from '../acceptance/Criterion';
import { judgeAcceptance } from '../acceptance/judgeAcceptance';
import { Exemptions } from '../exemptions/Exemptions';
import { PostureBoard } from '../PostureBoard';
import { entityOf, MemoryPosture, resultOf } from './memoryPosture';

const now = new Date();
const account = { key: 'default', accountId: 'a1' } as CloudflareAccount;

/** How a product was read just now. */
export const status = (
  product: ProductId,
  more: Partial<ProductStatus> = {},
): ProductStatus => ({
  account: 'default',
  product,
  title: product,
  state: 'available',
  resources: 0,
  lastCompleteSync: now.toISOString(),
  ...more,
});

/** Products that were read just now, but for some. */
export const read = (...more: ProductStatus[]) => ({
  value: [
    ...more,
    ...(
      ['workers', 'pages', 'r2', 'aiGateway', 'vectorize', 'aiSearch'] as const
    ).map(id => status(id)),
  ],
});

/** A deployment of which all is known, but for some. */
export const deployment = (
  provenance: Partial<ProductionDeployment['provenance']>,
) =>
  ({
    provenance: { state: 'complete', sources: {}, ...provenance },
    auditEvents: { state: 'unknown', events: [] },
  } as unknown as ProductionDeployment);

/** An AI Gateway that the sync brought. */
export const gateway = (
  name: string,
  more: Partial<Entity['metadata']> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name,
    annotations: {
      'cloudflare.com/account': 'default',
      'backstage.io/managed-by-origin-location': 'cloudflare-provider:default',
    },
    ...more,
  },
  spec: { type: 'cloudflare-ai-gateway' },
});

/** What a criterion says; by default of a catalog and a store that are empty. */
export async function judged(
  id: AcceptanceCriterion['id'],
  {
    deployments = [],
    entities = [],
    results = {},
    denied = [],
    tokens = { apiToken: 'the-token' },
    ...more
  }: Partial<AcceptanceContext> & {
    deployments?: ProductionDeployment[];
    entities?: Entity[];
    results?: Record<string, CheckState>;
    denied?: string[];
    /** What is configured below `cloudflare`. */
    tokens?: Record<string, string>;
  } = {},
): Promise<AcceptanceCriterion> {
  const store = new MemoryPosture();
  store.add(now, [
    entityOf('it', {
      results: Object.entries(results).map(([check, state]) =>
        resultOf(check, state, now, { facts: { total: 4, linked: 3 } }),
      ),
    }),
  ]);
  const board = new PostureBoard({ store, exemptions: new Exemptions([]) });
  const all = await judgeAcceptance({
    services: {
      dependencies: {
        catalog: catalogServiceMock({ entities }),
        config: new ConfigReader({ cloudflare: tokens }),
        evidence: { coverage: { of: async () => ({ gaps: [] }) } },
      },
    } as unknown as AcceptanceContext['services'],
    evidence: { store: { bundles: async () => [] } } as never,
    production: { read: async () => ({ deployments, problems: [] }) },
    routes: [],
    accounts: [account],
    caller: {
      credentials: mockCredentials.user(),
      visibility: MASKED,
      may: ({ name }) => !denied.includes(name),
    },
    view: { key: '*', subjects: new Set(['queues']) },
    sight: await board.sight(),
    products: read(),
    signal: new AbortController().signal,
    now,
    ...more,
  });
  return all.find(each => each.id === id)!;
}
