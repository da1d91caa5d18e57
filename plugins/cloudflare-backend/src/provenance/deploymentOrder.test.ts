import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { CfAuditEvent } from '@cloudflare-backstage/cloudflare-client';
import {
  ProductionDeployment,
  ProvenanceState,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import request from 'supertest';
import { auditLogAccount } from '../__testUtils__/auditLogAccount';
import { startPlugin } from '../__testUtils__/startPlugin';

function worker(name: string, lastDeployment: JsonObject = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `cf-worker-${name}`,
      namespace: 'default',
      annotations: {
        'cloudflare.com/account': 'default',
        'cloudflare.com/name': name,
        'backstage.io/managed-by-origin-location':
          'cloudflare-provider:default',
      },
      labels: { 'cloudflare.com/environment': 'production' },
    },
    spec: { type: 'cloudflare-worker', parameters: { lastDeployment } },
  };
}

async function start(options: {
  accounts: CloudflareAccount[];
  entities: Entity[];
  denied?: string[];
}) {
  const { server } = await startPlugin(options);
  return async (query = '') =>
    request(server)
      .get(`/api/cloudflare/v1/provenance/deployments${query}`)
      .set('Authorization', mockCredentials.user.header());
}

const names = ({ body }: request.Response) =>
  (body.data as ProductionDeployment[]).map(({ name }) => name);

describe('production deployments, exceptions first', () => {
  const daysAgo = (days: number) =>
    new Date(Date.now() - days * 86_400_000).toISOString();
  const deployed = (name: string, days: number, provenance: ProvenanceState) =>
    worker(name, { id: name, deployedAt: daysAgo(days), provenance });
  const mixed = [
    deployed('audited-new', 3, 'complete'),
    deployed('audited-old', 12, 'complete'),
    // Of the last 24 hours, events may still come.
    deployed('audited-later', 0, 'complete'),
    deployed('unaudited-new', 4, 'complete'),
    deployed('unaudited-old', 11, 'complete'),
    deployed('unknown', 5, 'unknown'),
    worker('unread'),
    deployed('partial', 10, 'partial'),
    deployed('none-old', 9, 'none'),
    deployed('none-new', 6, 'none'),
    deployed('conflict', 13, 'conflict'),
  ];
  const audited = (name: string, days: number): CfAuditEvent => ({
    id: `event-of-${name}`,
    time: daysAgo(days),
    action: { type: 'create', result: 'success' },
    actor: { type: 'user' },
    resource: { id: name, product: 'workers' },
    request: {},
  });
  const expected = [
    'conflict',
    'none-new',
    'none-old',
    'partial',
    'unknown',
    'unread',
    'unaudited-new',
    'unaudited-old',
    'audited-later',
    'audited-new',
    'audited-old',
  ];
  const startMixed = async () => {
    const log = auditLogAccount([
      audited('audited-new', 3),
      audited('audited-old', 12),
    ]);
    return { log, get: await start({ accounts: [log], entities: mixed }) };
  };

  it('are those that need attention, newest first within a state', async () => {
    const { get } = await startMixed();
    expect(names(await get('?order=exceptions'))).toEqual(expected);
    expect(names(await get('?order=newest'))).toEqual(names(await get()));
    expect(names(await get())[0]).toBe('audited-later');
  });

  it('do not move up for events that are not known', async () => {
    const { log } = await startMixed();
    const get = await start({
      accounts: [log],
      entities: mixed,
      denied: ['cloudflare.read.account'],
    });
    expect(names(await get('?order=exceptions')).slice(-5)).toEqual([
      'audited-later',
      'audited-new',
      'unaudited-new',
      'unaudited-old',
      'audited-old',
    ]);
    expect(log.reads).toEqual([]);
  });

  it.each([1, 3])('are paged by %d', async limit => {
    const { get, log } = await startMixed();
    const found: string[] = [];
    let cursor = '';
    do {
      const page = await get(`?order=exceptions&limit=${limit}${cursor}`);
      found.push(...names(page));
      const { nextCursor } = page.body.meta;
      cursor = nextCursor ? `&cursor=${nextCursor}` : '';
    } while (cursor);
    expect(found).toEqual(expected);
    expect(log.reads).toHaveLength(1);
  });

  it('do not go on from a page in another order', async () => {
    const { get } = await startMixed();
    for (const [order, other] of [
      ['newest', 'exceptions'],
      ['exceptions', 'newest'],
    ]) {
      const { body } = await get(`?order=${order}&limit=2`);
      const { nextCursor } = body.meta;
      const answer = await get(`?order=${other}&cursor=${nextCursor}`);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(`'cursor'`);
    }
  });
});
