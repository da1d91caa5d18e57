import { performance } from 'node:perf_hooks';
import {
  checks,
  FactTypes,
  FactValue,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { StoredEntity } from '../plugins/cloudflare-backend/src/posture/StoredPosture';
import { startSeededPosture } from './support/seededPosture';
import { startStockEngine } from './support/stockEngine';

const ENTITIES = 1_000;
const CHECKS = 20;
/** Days of which the trend has a point. */
const DAYS = 30;
/** Times that the dashboard is opened. */
const VIEWS = 60;
/** Each side runs so often: what else the machine does disturbs either. */
const ROUNDS = 3;
const MS_PER_DAY = 86_400_000;

/** What the pages Overview and Scorecards ask for when they open. */
const DASHBOARD = [
  'posture',
  'posture/history?days=90',
  'posture/scorecards/access-hygiene',
  'posture/scorecards/change-management',
  'posture/results?limit=100',
  'posture/results?state=fail&limit=100',
  'posture/exemptions',
];

function valueOf(type: keyof FactTypes, index: number): FactValue {
  if (type === 'boolean') {
    return true;
  }
  return type === 'strings' ? [] : index;
}

function entitiesAt(at: Date): StoredEntity[] {
  const time = at.toISOString();
  return Array.from({ length: ENTITIES }, (_, i) => ({
    entityRef: `resource:default/cf-worker-${i}`,
    subject: 'workers',
    account: 'default',
    name: `worker-${i}`,
    title: `worker-${i}`,
    owner: `group:default/team-${i % 25}`,
    system: `system:default/system-${i % 10}`,
    components: [`component:default/component-${i % 200}`],
    results: checks.slice(0, CHECKS).map((check, j) => ({
      checkId: check.id,
      checkVersion: check.version,
      state: (i + j) % 7 === 0 ? 'fail' : 'pass',
      since: time,
      facts: Object.fromEntries(
        Object.entries(check.facts).map(([fact, { type }]) => [
          fact,
          valueOf(type, j),
        ]),
      ),
      thresholds: {},
      observedAt: time,
      sources: [{ name: 'catalog', observedAt: time }],
    })),
  }));
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
const median = (values: number[]) =>
  sorted(values)[Math.floor(values.length / 2)];
const percentile = (values: number[], share: number) =>
  sorted(values)[Math.ceil(values.length * share) - 1];

/**
 * The whole dashboard of 1,000 entities with 20 checks each, beside what the
 * stock engine of Tech Insights takes to run the same checks of all entities.
 */
export default async function posture() {
  const now = Date.now();
  const days = Array.from({ length: DAYS }, (_, i) => {
    const at = new Date(now - (DAYS - 1 - i) * MS_PER_DAY);
    return { at, entities: entitiesAt(at) };
  });
  const refs = days[0].entities.map(({ entityRef }) => entityRef);
  const ids = checks.slice(0, CHECKS).map(({ id }) => id);
  const ours = await startSeededPosture(days);
  const stock = await startStockEngine(refs, ids);
  try {
    const open = () => Promise.all(DASHBOARD.map(path => ours.read(path)));
    const coldMs = await msOf(open);
    const stockMs: number[] = [];
    const oursMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      stockMs.push(await msOf(stock.runBulkChecks));
      for (let view = 0; view < VIEWS / ROUNDS; view++) {
        oursMs.push(await msOf(open));
      }
    }
    return {
      figures: {
        speedup: {
          value: median(stockMs) / median(oursMs),
          target: 25,
          better: 'higher',
        },
        warmP95Ms: {
          value: percentile(oursMs, 0.95),
          target: 50,
          better: 'lower',
        },
      },
      detail: {
        entities: ENTITIES,
        checks: CHECKS,
        requestsOfTheDashboard: DASHBOARD.length,
        coldMs: Math.round(coldMs),
        warmMedianMs: Number(median(oursMs).toFixed(1)),
        stockMs: stockMs.map(Math.round),
      },
    };
  } finally {
    await Promise.all([ours.stop(), stock.stop()]);
  }
}
