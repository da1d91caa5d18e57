import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { cloudflareEntityFilter, isCloudflareAvailable } from './conditions';
import { account, component, worker, zeroTrust } from './__fixtures__/entities';

const unrelatedResource: Entity = {
  ...worker,
  spec: { type: 'database', owner: 'group:default/platform' },
};
const annotatedApi: Entity = { ...component(), kind: 'API' };

describe('what the tab shows for', () => {
  const filter = filterPredicateToFilterFunction(cloudflareEntityFilter);

  it.each<[string, Entity, boolean]>([
    ['a Component with an annotation of ours', component(), true],
    ['a Worker', worker, true],
    ['Zero Trust', zeroTrust, true],
    ['the account', account, true],
    ['a Component without', component({ annotations: { a: 'b' } }), false],
    ['another Resource', unrelatedResource, false],
    ['an API with an annotation of ours', annotatedApi, false],
  ])('%s', (_, entity, expected) => {
    expect(filter(entity)).toBe(expected);
    expect(isCloudflareAvailable(entity)).toBe(expected);
  });
});
