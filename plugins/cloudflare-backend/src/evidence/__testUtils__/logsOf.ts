import { EvidenceRecord } from '@cloudflare-backstage/cloudflare-evidence';
import { Simulator } from '@cloudflare-backstage/cloudflare-simulator';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { accountOf } from '../../__testUtils__/startPlugin';
import { Pseudonyms } from '../../redaction/Pseudonyms';
import { EvidenceConfig } from '../EvidenceConfig';
import {
  CollectContext,
  EvidenceKindDefinition,
} from '../EvidenceKindDefinition';
import { EvidenceLogs } from '../logs/EvidenceLogs';
import { LogStore } from '../logs/LogStore';
import { Redactor } from '../Redactor';

export const testPseudonyms = new Pseudonyms(
  'a key for tests that is long enough',
);

/** Captured logs of a simulated account, at a time that the test sets. */
export async function logsOf(options: {
  simulator: Simulator;
  knex: Knex;
  now: string;
  config?: Partial<EvidenceConfig>;
  pseudonyms?: Pseudonyms;
}) {
  const clock = { now: Date.parse(options.now) };
  const logs = new EvidenceLogs({
    store: new LogStore(options.knex),
    pseudonyms: options.pseudonyms ?? testPseudonyms,
    config: {
      accessLogRetentionHours: 24 * 30,
      personal: false,
      schedules: {},
      ...options.config,
    },
    now: () => clock.now,
  });
  return { clock, logs, account: await accountOf(options.simulator) };
}

/** What a kind collects, as a snapshot has it. */
export async function collected(
  kind: EvidenceKindDefinition,
  context: Pick<CollectContext, 'account'> &
    Partial<Pick<CollectContext, 'subject' | 'variant' | 'reading'>> & {
      from?: string;
      to?: string;
      pseudonyms?: Pseudonyms;
    },
) {
  const { account, variant = 'pseudonymous', from, to } = context;
  const pseudonyms = (context.pseudonyms ?? testPseudonyms).of(
    (account as CloudflareAccount).accountId,
  );
  const redactor = new Redactor(pseudonyms, variant);
  const { subject, count, gaps, ...rest } = await kind.collect({
    account,
    subject: context.subject ?? { type: 'account' },
    window: from && to ? { from: new Date(from), to: new Date(to) } : undefined,
    variant,
    redactor,
    reading: context.reading ?? {},
    progress: () => {},
  });
  const records: EvidenceRecord[] = [];
  for await (const record of rest.records) {
    records.push(record);
  }
  expect(records).toHaveLength(count);
  return { subject, records, gaps, removed: redactor.removed };
}
