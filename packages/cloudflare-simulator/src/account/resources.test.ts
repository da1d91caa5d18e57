import { examplesWrittenAt } from '../fixtures';
import { replaceQueuesByShelves, shelves } from '../__testUtils__/shelves';
import { type AccountSize, SimulatedAccount } from './SimulatedAccount';

replaceQueuesByShelves();

const accountOf = (size: AccountSize = {}) =>
  new SimulatedAccount(size, examplesWrittenAt);

const eventsOf = (account: SimulatedAccount) =>
  account.auditLog
    .entries()
    .slice(0, 3)
    .map(({ action, resource }: any) => [action.type, resource.id]);

describe('resources of a product', () => {
  it('are seeded once per account', () => {
    const account = accountOf();
    const resources = account.of(shelves);
    expect(account.of(shelves)).toBe(resources);
    expect(resources.find('s1')).toMatchObject({ colour: 'Acme' });
    expect(resources.find('acme-oak')).toBeUndefined();
    expect(resources.named('acme-twin')).toMatchObject({ id: 's2' });
    account.removeResource('queues', 's1');
    expect(account.of(shelves).count).toBe(2);
    expect(accountOf().of(shelves).count).toBe(3);
  });

  it('are added, changed and removed, and the audit log tells', () => {
    const account = accountOf();
    const id = account.addResource('queues', 'acme-new', { colour: 'green' });
    expect(account.of(shelves).find(id)).toMatchObject({
      name: 'acme-new',
      colour: 'green',
    });
    account.changeResource('queues', 'acme-new', { name: 'acme-newer' });
    expect(account.of(shelves).named('acme-new')).toBeUndefined();
    expect(account.of(shelves).named('acme-newer')?.id).toBe(id);
    account.removeResource('queues', 'acme-newer');
    expect(account.of(shelves).find(id)).toBeUndefined();
    expect(eventsOf(account)).toEqual([
      ['delete', id],
      ['update', id],
      ['create', id],
    ]);
  });

  it('have another id when they are made again', () => {
    const account = accountOf();
    const first = account.addResource('queues', 'acme-new');
    account.removeResource('queues', first);
    expect(account.addResource('queues', 'acme-new')).not.toBe(first);
  });

  it('are found by another id after it was changed', () => {
    const account = accountOf();
    account.changeResource('queues', 's1', { id: 's9' });
    expect(account.of(shelves).find('s1')).toBeUndefined();
    expect(account.of(shelves).find('s9')?.name).toBe('acme-oak');
    expect(() => account.changeResource('queues', 's9', { id: 's2' })).toThrow(
      "There is a 's2' in queues already",
    );
  });

  it('are tagged', () => {
    const account = accountOf();
    const tagged = () =>
      account.taggedResources().filter(({ type }) => type === 'queue');
    expect(tagged()).toEqual([
      { type: 'queue', id: 's1', name: 'acme-oak', tags: { team: 'ai' } },
    ]);
    account.setTags('queues', 's3', { env: 'prod' });
    account.setTags('queues', 'acme-oak', {});
    expect(tagged().map(({ id }) => id)).toEqual(['s3']);
  });

  it.each([
    [
      "There is no 'none' in queues",
      (a: SimulatedAccount) => a.removeResource('queues', 'none'),
    ],
    [
      "There is no 'none' in queues",
      (a: SimulatedAccount) => a.setTags('queues', 'none', {}),
    ],
    [
      'say which of s2, s3',
      (a: SimulatedAccount) => a.changeResource('queues', 'acme-twin', {}),
    ],
    [
      "There is a 's1' in queues already",
      (a: SimulatedAccount) =>
        a.addResource('queues', 'acme-oak', { id: 's1' }),
    ],
    [
      "'workers' is no product whose resources",
      (a: SimulatedAccount) => a.addResource('workers' as 'queues', 'acme-new'),
    ],
  ])('refuses: %s', (message, change) => {
    expect(() => change(accountOf())).toThrow(message);
  });
});

describe('an account of a size', () => {
  it('has that many resources in all', () => {
    const names = accountOf({ resources: { queues: 5 } })
      .of(shelves)
      .list()
      .map(({ name }) => name);
    expect(names).toHaveLength(5);
    expect(names.slice(3)).toEqual(['acme-queues-00003', 'acme-queues-00004']);
    expect(accountOf({ resources: { queues: 1 } }).of(shelves).count).toBe(3);
  });

  it('has Workers that take turns in binding them', () => {
    const { workers } = accountOf({ workers: 18, resources: { queues: 5 } });
    const bound = workers
      .list()
      .filter(({ name }) => name.startsWith('acme-service-'))
      .map(({ versions: [{ bindings }] }) =>
        bindings.find(({ name }) => name === 'QUEUES'),
      );
    expect(bound.length).toBeGreaterThan(2);
    expect(bound.slice(0, 3).map(binding => binding?.queue_name)).toEqual([
      'acme-queues-00003',
      'acme-queues-00004',
      'acme-queues-00003',
    ]);
  });
});
