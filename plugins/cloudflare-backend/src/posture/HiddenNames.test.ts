import { HiddenNames } from './HiddenNames';

describe('hidden names', () => {
  const names = new HiddenNames([
    'ledger',
    'Books of the shop',
    '*.acme.example',
    'cf-kv-sessions',
    '…',
  ]);

  it.each([
    'ledger',
    'r2:Ledger is not there',
    `'ledger' has WebSockets`,
    'See books of the shop.',
    'Public at acme.example',
    'resource:default/cf-kv-sessions',
  ])('are found in %j', text => {
    expect(names.areIn(text)).toBe(true);
  });

  it.each([
    '',
    'ledgers',
    'my-ledger',
    'Books of the shopper',
    'sessions',
    '…',
  ])('are not found in %j', text => {
    expect(names.areIn(text)).toBe(false);
  });

  it('are found fast among many', () => {
    const many = new HiddenNames(
      Array.from({ length: 15_000 }, (_, i) => `cf-worker-${i}`),
    );
    const begin = performance.now();
    for (let i = 0; i < 5_000; i++) {
      many.areIn('orders: no dead-letter queue for cf-worker-none');
    }
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
