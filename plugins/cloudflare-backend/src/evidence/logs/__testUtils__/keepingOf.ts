import { mockServices } from '@backstage/backend-test-utils';
import { Simulator } from '@cloudflare-backstage/cloudflare-simulator';
import { EvidenceKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import { logsOf, testPseudonyms } from '../../__testUtils__/logsOf';
import { RetentionDays } from '../../../database/RetentionDays';
import { EvidenceConfig } from '../../EvidenceConfig';
import { EvidenceDrafts } from '../../EvidenceDrafts';
import { EvidenceKindDefinition } from '../../EvidenceKindDefinition';
import { EvidenceMaker } from '../../EvidenceMaker';
import { EvidenceStore } from '../../EvidenceStore';
import { accessAudit } from '../../kinds/access-audit';
import { pastDays } from '../intervals';
import { LogCoverage } from '../LogCoverage';
import { LogKeeper } from '../LogKeeper';
import { ScheduledSealing } from '../ScheduledSealing';

/** Days for which the backend ran already. */
const DAYS_BEFORE = 60;

/** What keeps the Access log of a simulated account, without its schedules. */
export async function keepingOf(options: {
  simulator: Simulator;
  knex: Knex;
  now: string;
  config: Partial<EvidenceConfig>;
}) {
  const { simulator, knex, now, config } = options;
  const { logs, account, clock } = await logsOf({
    simulator,
    knex,
    now,
    config: { accessLogRetentionHours: 240, ...config },
  });
  const kinds = { 'access-audit': accessAudit(logs) } as Record<
    EvidenceKind,
    EvidenceKindDefinition
  >;
  const bundles = new EvidenceStore(knex);
  const drafts = new EvidenceDrafts(knex);
  const maker = new EvidenceMaker({
    drafts,
    store: bundles,
    kinds,
    pseudonyms: testPseudonyms,
    collector: { name: 'test', version: '1' },
  });
  const logger = mockServices.logger.mock();
  const coverage = new LogCoverage({ logs, bundles });
  const services = { logs, coverage, bundles, maker, kinds, logger };
  const sealing = new ScheduledSealing(services);
  const retention = new RetentionDays(knex);
  for (const { from } of pastDays(clock.now, DAYS_BEFORE)) {
    await retention.keptFrom(new Date(from), 0);
  }
  const keeper = new LogKeeper({ ...services, sealing, retention });
  const sealed = async () => {
    const rows = await knex('evidence_bundles')
      .whereNotNull('seq')
      .orderBy(['variant', 'seq']);
    return rows.map(row => [
      row.window_from.slice(0, 10),
      row.state,
      row.records,
    ]);
  };
  const warned = () => logger.warn.mock.calls.map(([text]) => String(text));
  const at = (time: string) => {
    clock.now = Date.parse(time);
  };
  return { ...services, keeper, sealing, account, sealed, warned, at };
}
