import { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  cloudflareEntityFilter,
  cloudflarePostureFilter,
  isCloudflareAvailable,
  isCloudflarePostureAvailable,
} from './conditions';
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

/** A Component that names nothing of Cloudflare. */
function other(lifecycle: string): Entity {
  const entity = component({ annotations: {}, dependsOn: [] });
  return { ...entity, spec: { ...entity.spec, lifecycle } };
}

function system(part?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'storefront' },
    spec: { owner: 'group:default/platform' },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/platform' },
      ...(part ? [{ type: 'hasPart', targetRef: part }] : []),
    ],
  };
}

describe('what the posture card is shown for', () => {
  const filter = filterPredicateToFilterFunction(cloudflarePostureFilter);

  it.each<[string, Entity, boolean]>([
    ['a Component with an annotation of ours', component(), true],
    ['a Component in production without', other('production'), true],
    ['another Component', other('experimental'), false],
    ['a Worker', worker, true],
    ['the account', account, true],
    ['another Resource', unrelatedResource, false],
    ['a System with a Component', system('component:default/a'), true],
    ['a System with a Resource', system('resource:eu/cf-worker-a'), true],
    ['a System with an API', system('api:default/a'), false],
    ['a System without parts', system(), false],
  ])('%s', (_, entity, expected) => {
    expect(filter(entity)).toBe(expected);
    expect(isCloudflarePostureAvailable(entity)).toBe(expected);
  });
});
