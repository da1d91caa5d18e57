import { EvidenceCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import { openTestDatabase } from '../../evidence/__testUtils__/testDatabases';
import { testEvidence } from '../../evidence/__testUtils__/testEvidence';
import { accessAuditExportable } from './accessAuditExportable';
import { AcceptanceContext } from './Criterion';

const DAY = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY) * DAY;

describe('whether the Access audit can be exported', () => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await openTestDatabase('SQLITE_3');
  });
  beforeEach(async () => {
    await knex('evidence_bundles').delete();
    await knex('evidence_chunks').delete();
    await knex('evidence_streams').delete();
  });

  async function judged(
    evidence: ReturnType<typeof testEvidence>,
    more: {
      gaps?: EvidenceCoverage['gaps'];
      may?: boolean;
      now?: number;
    } = {},
  ) {
    return accessAuditExportable.judge({
      services: {
        dependencies: {
          evidence: {
            coverage: {
              of: async () => ({ gaps: more.gaps ?? [], retentionHours: 24 }),
            },
          },
        },
      },
      evidence,
      accounts: [evidence.account],
      caller: { may: () => more.may ?? true },
      now: new Date(more.now ?? Date.now()),
    } as unknown as AcceptanceContext);
  }

  function make(evidence: ReturnType<typeof testEvidence>) {
    return evidence.maker.make(
      {
        account: evidence.account,
        kind: 'access-audit',
        subject: { type: 'account' },
        variant: 'pseudonymous',
        window: { from: new Date(TODAY - DAY), to: new Date(TODAY) },
      },
      { signal: new AbortController().signal },
    );
  }

  it('is met by a complete snapshot of now that verifies', async () => {
    const evidence = testEvidence(knex);
    await make(evidence);
    const { state, figures } = await judged(evidence);
    expect([state, figures.map(({ value }) => value)]).toEqual([
      'met',
      [1, 1, expect.any(String), '1 of 1', 0, 0],
    ]);
  });

  it('is missed without one, or with an old one', async () => {
    const evidence = testEvidence(knex);
    expect(await judged(evidence)).toMatchObject({ state: 'missed' });
    await make(evidence);
    const now = Date.now() + 2 * DAY;
    expect(await judged(evidence, { now })).toMatchObject({
      state: 'missed',
      message: expect.stringContaining('two days'),
    });
  });

  it('is missed by one that has gaps, or was changed', async () => {
    const partial = testEvidence(knex, {
      gaps: [{ what: 'log', reason: 'forbidden' }],
    });
    const { id } = await make(partial);
    expect(await judged(partial)).toMatchObject({
      state: 'missed',
      message: expect.stringContaining('gaps'),
    });
    await knex('evidence_bundles').delete();
    await knex('evidence_streams').delete();
    const evidence = testEvidence(knex);
    const bundle = await make(evidence);
    expect(bundle.id).not.toBe(id);
    await knex('evidence_chunks')
      .where({ bundle: bundle.id, file: 'snapshot.json' })
      .update({ content: Buffer.from('{}') });
    expect(await judged(evidence)).toMatchObject({
      state: 'missed',
      message: expect.stringContaining('does not verify'),
    });
  });

  it('is missed when hours of the log are lost, or due and not read', async () => {
    const evidence = testEvidence(knex);
    await make(evidence);
    const lost = {
      from: new Date(TODAY - DAY).toISOString(),
      to: new Date(TODAY - DAY / 2).toISOString(),
    };
    const judge = (state: 'lost' | 'open') =>
      judged(evidence, { gaps: [{ ...lost, state }] });
    const { state, figures } = await judge('lost');
    expect([state, figures.at(-1)?.value]).toEqual(['missed', 12]);
    const open = await judge('open');
    expect([open.state, open.figures.at(-2)?.value]).toEqual(['missed', 12]);
    const before = {
      from: new Date(TODAY - 30 * DAY).toISOString(),
      to: new Date(TODAY - 8 * DAY).toISOString(),
      state: 'lost' as const,
    };
    expect(await judged(evidence, { gaps: [before] })).toMatchObject({
      state: 'met',
    });
  });

  it('is unknown to who may not read Zero Trust', async () => {
    expect(await judged(testEvidence(knex), { may: false })).toMatchObject({
      state: 'unknown',
      message: expect.stringContaining('cloudflare.read.zerotrust'),
    });
  });
});
