import {
  Check,
  findCheck,
  FactDefinition,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import { StoredEntity, StoredResult } from '../StoredPosture';
import { EvaluationOutcome, PostureWriter } from '../store/PostureWriter';
import { PostureStore } from '../store/PostureStore';

/** A check of queues, by which tests evaluate. */
export const backlogCheck: Check = {
  id: 'test.backlog',
  version: 1,
  title: 'The backlog is small',
  proves: 'Few messages wait.',
  remediation: 'Add consumers.',
  severity: 'high',
  kind: 'operating',
  criteria: ['A1.1'],
  subjects: ['queues'],
  facts: {
    messages: { type: 'integer', title: 'Messages that wait' },
    readAt: { type: 'time', title: 'When it was counted', volatile: true },
  } satisfies Record<string, FactDefinition>,
  thresholds: {
    most: { title: 'Most messages', default: 10, least: 0, most: 1_000 },
  },
  rule: { fact: 'messages', is: 'at-most', threshold: 'most' },
};

/** Finds the checks of a test, in the scorecard `resilience`. */
export function finding(...checks: Check[]): typeof findCheck {
  return id => {
    const check = checks.find(each => each.id === id);
    return check && { check, scorecard: 'resilience' };
  };
}

export function resultOf(changed: Partial<StoredResult> = {}): StoredResult {
  return {
    checkId: backlogCheck.id,
    checkVersion: 1,
    state: 'pass',
    since: '2026-03-01T00:00:00.000Z',
    facts: { messages: 1 },
    thresholds: { most: 10 },
    observedAt: '2026-03-01T00:00:00.000Z',
    sources: [{ name: 'catalog', observedAt: '2026-03-01T00:00:00.000Z' }],
    ...changed,
  };
}

/** A queue with results. */
export function entityOf(
  name: string,
  ...results: Partial<StoredResult>[]
): StoredEntity {
  return {
    entityRef: `resource:default/cf-queue-${name}`,
    subject: 'queues',
    account: 'default',
    name,
    title: name,
    owner: 'group:default/shop',
    components: [],
    results: results.map(resultOf),
  };
}

/** Stores evaluations one after the other. */
export function storing(knex: Knex) {
  const store = new PostureStore(knex, finding(backlogCheck));
  const writer = new PostureWriter(knex, 60_000, finding(backlogCheck));
  return {
    store,
    writer,
    async commit(
      at: string,
      entities: StoredEntity[],
      outcome: Partial<EvaluationOutcome> = {},
    ) {
      const before = await store.current();
      const running = await writer.begin(new Date(at));
      await writer.commit(
        running!,
        new Date(at),
        { entities, requests: 0, problems: [], ...outcome },
        before,
      );
      return running!;
    },
  };
}
