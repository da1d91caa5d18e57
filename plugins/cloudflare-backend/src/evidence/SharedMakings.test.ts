import { databases, openTestDatabase } from './__testUtils__/testDatabases';
import { account, testEvidence } from './__testUtils__/testEvidence';
import { CollectContext } from './EvidenceKindDefinition';
import { EvidenceOrder } from './EvidenceOrder';

const { signal } = new AbortController();
const state: EvidenceOrder = {
  account,
  kind: 'token-inventory',
  subject: { type: 'account' },
  variant: 'pseudonymous',
};
const log: EvidenceOrder = {
  ...state,
  kind: 'access-audit',
  window: {
    from: new Date('2026-11-20T00:00:00Z'),
    to: new Date('2026-11-21T00:00:00Z'),
  },
};

describe.each(databases.eachSupportedId())('evidence in %s', databaseId => {
  async function start(source: Parameters<typeof testEvidence>[1]) {
    const knex = await openTestDatabase(databaseId);
    return { knex, ...testEvidence(knex, source) };
  }

  /** A source that waits to be let go on, or to be ended. */
  function heldBack() {
    let letGo = () => {};
    const held = new Promise<void>(resolve => {
      letGo = resolve;
    });
    const before = async ({ reading }: CollectContext) => {
      await Promise.race([
        held,
        new Promise((_, reject) => {
          const making = reading.signal!;
          making.addEventListener('abort', () => reject(making.reason));
        }),
      ]);
    };
    return { before, letGo: () => letGo() };
  }

  it('that is asked for several times at once is made once', async () => {
    const { before, letGo } = heldBack();
    const { maker, source } = await start({ before });
    const progress = [jest.fn(), jest.fn()];
    const making = [
      ...progress.map(each => maker.make(log, { signal, progress: each })),
      maker.make({ ...log, variant: 'personal' }, { signal }),
      maker.make({ ...log, subject: { type: 'r2', name: 'a' } }, { signal }),
      maker.make(state, { signal }),
    ];
    letGo();
    const rows = await Promise.all(making);
    expect(source.collections).toBe(4);
    expect(rows[1].id).toBe(rows[0].id);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4);
    for (const each of progress) {
      expect(each).toHaveBeenCalled();
    }
    await maker.make(state, { signal });
    expect(source.collections).toBe(5);
  });

  it('goes on while somebody waits for it', async () => {
    const { before, letGo } = heldBack();
    const { maker, source, knex } = await start({ before });
    const callers = [1, 2, 3].map(() => new AbortController());
    const [one, two, three] = callers.map(caller =>
      maker.make(state, { signal: caller.signal }),
    );
    callers[0].abort(new Error('The first left'));
    await expect(one).rejects.toThrow('The first left');
    letGo();
    expect((await two).id).toBe((await three).id);
    expect(source.collections).toBe(1);

    source.before = heldBack().before;
    const leaving = [1, 2].map(() => new AbortController());
    const both = leaving.map(caller =>
      maker.make(log, { signal: caller.signal }),
    );
    leaving.forEach(caller => caller.abort(new Error('All have left')));
    // Who comes then does not get the end of the others.
    delete source.before;
    const after = maker.make(log, { signal });
    for (const left of both) {
      await expect(left).rejects.toThrow('All have left');
    }
    expect(await after).toMatchObject({ records: 2 });
    expect(await knex('evidence_bundles')).toHaveLength(2);
  });
});
