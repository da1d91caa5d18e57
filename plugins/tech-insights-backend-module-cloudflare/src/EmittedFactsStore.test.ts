import { mockServices } from '@backstage/backend-test-utils';
import { databases } from './__testUtils__/techInsightsBackend';
import { EmittedFactsStore } from './EmittedFactsStore';
import { FactSchema } from './factSchema';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'EmittedFactsStore, %p',
  database => {
    const schema = (...names: string[]): FactSchema =>
      Object.fromEntries(
        names.map(name => [name, { type: 'string', description: name }]),
      );
    async function create() {
      const knex = await databases.init(database);
      return EmittedFactsStore.create(mockServices.database({ knex }));
    }

    it('gives a schema that differs from the last one a higher version', async () => {
      const store = await create();
      const versions: string[] = [];
      for (const each of [['a'], ['a'], ['a', 'b'], ['a'], ['a']]) {
        versions.push(await store.versionOf('one', schema(...each)));
      }
      expect(versions).toEqual(['1.0.0', '1.0.0', '1.1.0', '1.2.0', '1.2.0']);
      expect(await store.versionOf('another', schema('b'))).toBe('1.0.0');
    });

    it('agrees with replicas that start at the same time', async () => {
      const store = await create();
      const versions = await Promise.all(
        [1, 2, 3].map(() => store.versionOf('one', schema('a'))),
      );
      expect(new Set(versions)).toEqual(new Set(['1.0.0']));
    });

    it('keeps retrievers apart, and replaces and forgets entities', async () => {
      const store = await create();
      const emittedAt = '2026-11-22T10:00:00.000Z';
      const many = Array.from({ length: 250 }, (_, i) => ({
        entityRef: `resource:default/r${i}`,
        emittedAt,
        facts: { a: i, b: ['ü'], c: null },
      }));
      await store.save('one', { emitted: many, forgotten: [] });
      await store.save('another', { emitted: many.slice(0, 1), forgotten: [] });
      const replaced = { ...many[0], emittedAt: '2026-11-22T11:00:00.000Z' };
      await store.save('one', {
        emitted: [replaced],
        forgotten: many.slice(1, 240).map(({ entityRef }) => entityRef),
      });
      const kept = await store.emitted('one');
      expect(kept).toHaveLength(11);
      expect(kept).toEqual(expect.arrayContaining([replaced, many[249]]));
      expect(await store.emitted('another')).toEqual([many[0]]);
    });
  },
);
