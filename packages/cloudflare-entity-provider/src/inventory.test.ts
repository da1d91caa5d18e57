import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Inventory, takeInventory } from './inventory';
import { AnyIngestion, kindOfProduct } from './ResourceIngestion';
import { StoredResource } from './SyncStore';

interface Item {
  id: string;
  name: string;
  tags?: string[];
  note?: string;
}

// A product whose names need not be unique.
const ingestion: AnyIngestion = {
  kind: kindOfProduct(products.hyperdrive),
  version: 1,
  entityTags: [],
  taggedAs: 'thing',
  list: async () => ({ items: [], complete: true, problems: [] }),
  fill: (item: Item, known: Item) => ({ ...known, ...item }),
  describe: ({ id, name, tags = [] }: Item) => ({
    id,
    qualifiedName: name,
    title: name,
    tags,
  }),
  toEntity: () => ({ description: 'A thing.', parameters: {} }),
};

const account = { key: 'default', accountId: 'a'.repeat(32) };
const problem = { kind: 'unavailable', message: 'down' } as const;

async function take(
  items: Item[],
  stored: StoredResource[] = [],
  options: Partial<Parameters<typeof takeInventory>[0]> & {
    complete?: boolean;
    uncounted?: boolean;
  } = {},
): Promise<Inventory> {
  const { complete = true } = options;
  return takeInventory({
    ingestion,
    account,
    listing: {
      items,
      complete,
      problems: complete ? [] : [problem],
      uncounted: options.uncounted,
    },
    stored,
    tagged: { items: [], complete: true },
    maxRemovalShare: 0.5,
    includes: () => true,
    ...options,
  });
}

/** What the next run finds stored. */
function after(inventory: Inventory): StoredResource[] {
  return [
    ...inventory.kept,
    ...inventory.listed.map(({ stored, entityName, untaggedRuns }) => ({
      ...stored,
      entityName,
      lastKnown: { ...stored.lastKnown, untaggedRuns },
    })),
  ];
}

const names = (inventory: Inventory) =>
  Object.fromEntries(
    inventory.listed.map(({ description, entityName }) => [
      description.id,
      entityName,
    ]),
  );

const things = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `${i}`, name: `thing-${i}` }));

describe('takeInventory', () => {
  describe('names', () => {
    it('leaves a shared name with the smallest native id, whatever the order', async () => {
      const shared = ['c', 'a', 'b'].map(id => ({ id, name: 'main' }));
      const inventory = await take(shared);
      const { a, b, c } = names(inventory);
      expect(a).toBe('cf-hyperdrive-main');
      expect(b).toMatch(/^cf-hyperdrive-main-[0-9a-f]{8}$/);
      expect(c).toMatch(/^cf-hyperdrive-main-[0-9a-f]{8}$/);
      expect(b).not.toBe(c);
      expect(inventory.renamed.map(({ entityName }) => entityName)).toEqual([
        b,
        c,
      ]);
      expect(names(await take([...shared].reverse()))).toEqual({ a, b, c });
    });

    it('takes a resource that comes twice for one', async () => {
      const inventory = await take([
        { id: 'a', name: 'main' },
        { id: 'a', name: 'main' },
      ]);
      expect(names(inventory)).toEqual({ a: 'cf-hyperdrive-main' });
      expect(inventory.renamed).toEqual([]);
    });

    it('does not take a name away from what stays in the catalog unread', async () => {
      const stored = after(await take([{ id: 'b', name: 'main' }]));
      const inventory = await take([{ id: 'a', name: 'x' }], stored, {
        complete: false,
      });
      expect(inventory.kept.map(row => row.entityName)).toEqual([
        'cf-hyperdrive-main',
      ]);
      // Unknown to be the same or another: both have to be told apart.
      const both = await take(
        [
          { id: 'b', name: 'main' },
          { id: 'a', name: 'main' },
        ],
        stored,
        { complete: false },
      );
      expect(names(both).b).toBe('cf-hyperdrive-main');
      expect(names(both).a).toMatch(/^cf-hyperdrive-main-[0-9a-f]{8}$/);
    });

    it('gives no name to what the filters keep out', async () => {
      const inventory = await take(
        [
          { id: 'a', name: 'main' },
          { id: 'b', name: 'main' },
        ],
        [],
        { includes: ({ id }) => id === 'b' },
      );
      expect(names(inventory).b).toBe('cf-hyperdrive-main');
    });
  });

  describe('removals', () => {
    it('follows a plausible loss', async () => {
      const stored = after(await take(things(4)));
      const inventory = await take(things(2), stored);
      expect(inventory.removedIds).toEqual(['2', '3']);
      expect(inventory).toMatchObject({ kept: [], held: 0 });
    });

    it('holds a larger one, and lets it go when three runs in a row agree', async () => {
      let stored = after(await take(things(4)));
      for (const missingRuns of [1, 2]) {
        const inventory = await take(things(1), stored);
        expect(inventory).toMatchObject({ held: 3, removedIds: [] });
        expect(inventory.kept.map(row => row.missingRuns)).toEqual(
          Array(3).fill(missingRuns),
        );
        stored = after(inventory);
      }
      expect((await take(things(1), stored)).removedIds).toEqual([
        '1',
        '2',
        '3',
      ]);
    });

    it('holds any loss of a list that can have skipped it, too', async () => {
      let stored = after(await take(things(4)));
      for (const uncounted of [true, true, true]) {
        const inventory = await take(things(3), stored, { uncounted });
        const isLast = stored.some(row => row.missingRuns === 2);
        expect(inventory).toMatchObject(
          isLast ? { held: 0, removedIds: ['3'] } : { held: 1, removedIds: [] },
        );
        stored = after(inventory);
      }
      // What was only skipped is there again.
      stored = after(await take(things(4)));
      stored = after(await take(things(3), stored, { uncounted: true }));
      expect((await take(things(4), stored)).removedIds).toEqual([]);
    });

    it('counts anew for what was there in between', async () => {
      let stored = after(await take(things(4)));
      stored = after(await take(things(1), stored));
      stored = after(await take(things(4), stored));
      expect(
        (await take(things(1), stored)).kept.map(row => row.missingRuns),
      ).toEqual([1, 1, 1]);
    });

    it('keeps holding what was held, even when the loss became plausible', async () => {
      const stored = after(await take(things(1), after(await take(things(4)))));
      const inventory = await take(things(3), stored);
      expect(inventory.kept.map(row => row.id)).toEqual(['3']);
    });

    it('holds an empty listing even of one resource', async () => {
      const inventory = await take([], after(await take(things(1))), {
        maxRemovalShare: 1,
      });
      expect(inventory.held).toBe(1);
    });

    it('removes and counts nothing after an incomplete listing', async () => {
      const stored = after(await take(things(4)));
      const inventory = await take(things(1), stored, { complete: false });
      expect(inventory).toMatchObject({ held: 0, removedIds: [] });
      expect(inventory.kept).toEqual(stored.filter(row => row.id !== '0'));
    });

    it('takes a resource that was created anew for a successor, not a loss', async () => {
      const stored = after(await take([{ id: 'old', name: 'main' }]));
      const inventory = await take([{ id: 'new', name: 'main' }], stored);
      expect(inventory).toMatchObject({ removedIds: ['old'], kept: [] });
      expect(names(inventory)).toEqual({ new: 'cf-hyperdrive-main' });
    });
  });

  describe('what is known', () => {
    it('fills in what a listing with problems does not give, ids too', async () => {
      const stored = after(
        await take([{ id: 'a', name: 'main', note: 'kept' }]),
      );
      const [resource] = (
        await take([{ id: 'main', name: 'main' }], stored, {
          complete: false,
        })
      ).listed;
      expect(resource.item.note).toBe('kept');
      expect(resource.description.id).toBe('a');
    });

    it('trusts a listing without problems, and no item of another version', async () => {
      const stored = after(
        await take([{ id: 'a', name: 'main', note: 'old' }]),
      );
      const again = [{ id: 'a', name: 'main' }];
      expect((await take(again, stored)).listed[0].item).not.toHaveProperty(
        'note',
      );
      const older = stored.map(row => ({ ...row, mapperVersion: 0 }));
      expect(
        (await take(again, older, { complete: false })).listed[0].item,
      ).not.toHaveProperty('note');
    });

    it('joins tags by id or name, and keeps them while they cannot be read', async () => {
      const tagged: Parameters<typeof takeInventory>[0]['tagged'] = {
        complete: true,
        items: [
          { id: 'a', type: 'thing', tags: { env: 'prod', legacy: '' } },
          { id: 'other', type: 'thing', name: 'b-name', tags: { team: 'x' } },
          { id: 'a', type: 'something else', tags: { no: 'no' } },
        ],
      };
      const items = [
        { id: 'a', name: 'a-name', tags: ['own'] },
        { id: 'b', name: 'b-name' },
      ];
      const tags = (inventory: Inventory) =>
        inventory.listed.map(resource => resource.tags);
      const first = await take(items, [], { tagged });
      expect(tags(first)).toEqual([['env:prod', 'legacy', 'own'], ['team:x']]);
      const unread = { items: [], complete: false };
      expect(tags(await take(items, after(first), { tagged: unread }))).toEqual(
        tags(first),
      );
      expect(tags(await take(items, after(first)))).toEqual([['own'], []]);

      // A list that can have skipped them has to agree three times.
      const skipped = { items: [], complete: true, uncounted: true };
      let inventory = first;
      const lists = [skipped, unread, skipped, unread, skipped];
      for (const [i, told] of lists.entries()) {
        inventory = await take(items, after(inventory), { tagged: told });
        const isLast = i === lists.length - 1;
        expect(tags(inventory)).toEqual(isLast ? [['own'], []] : tags(first));
      }
    });
  });
});
