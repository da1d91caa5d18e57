import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { ResourceDirectory } from './ResourceDirectory';

const account = { key: 'default', accountId: 'a' } as CloudflareAccount;

const problem = { kind: 'unavailable' as const, message: 'The rest is lost' };
const items = [
  { id: '3', name: 'b' },
  { id: '1', name: 'c' },
  { id: '2', name: 'b' },
  { id: '4', name: 'a' },
];

function directoryOf(listed = items) {
  return new ResourceDirectory({
    product: products.hyperdrive,
    list: async () => ({
      items: listed,
      complete: false,
      problems: [problem],
    }),
    qualifiedName: ({ id }) => id,
    aliases: ({ name }) => [name],
    order: ({ id, name }) => `${name} ${id}`,
  });
}

const idsOf = (page: { items: { id: string }[] }) =>
  page.items.map(({ id }) => id);

describe('a page of a ResourceDirectory', () => {
  it('follows the one before, in order, and tells what may be missing', async () => {
    const directory = directoryOf();
    const first = await directory.page(account, { limit: 3 });
    expect(idsOf(first)).toEqual(['4', '2', '3']);
    expect(first.problems).toEqual([problem]);
    expect(first.listing.items).toEqual(items);
    const second = await directory.page(account, {
      limit: 3,
      cursor: first.nextCursor,
    });
    expect(idsOf(second)).toEqual(['1']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('has all that a name can mean', async () => {
    const directory = directoryOf();
    const named = (name: string) =>
      directory.page(account, { name, limit: 9 }).then(idsOf);
    expect(await named('b')).toEqual(['2', '3']);
    expect(await named('1')).toEqual(['1']);
    expect(await named('none')).toEqual([]);
  });

  it('takes a qualified name for that one only', async () => {
    const directory = directoryOf([...items, { id: 'c', name: 'd' }]);
    expect(
      idsOf(await directory.page(account, { name: 'c', limit: 9 })),
    ).toEqual(['c']);
  });
});
