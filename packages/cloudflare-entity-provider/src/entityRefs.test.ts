import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { entityFinder, fullEntityRef } from './entityRefs';

describe('fullEntityRef', () => {
  it.each([
    ['data', 'group:default/data'],
    ['Group:Default/Data', 'group:default/data'],
    ['user:staff/jane', 'user:staff/jane'],
    ['a:b:c', undefined],
    ['Not A Ref', undefined],
    ['jane@acme.example', undefined],
    ['', undefined],
  ])('%j: %s', (text, expected) => {
    expect(fullEntityRef(text, 'Group')).toBe(expected);
  });
});

describe('entityFinder', () => {
  it('tells which of some entities there are', async () => {
    const find = entityFinder(
      catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Group',
            metadata: { name: 'data' },
          },
        ],
      }),
      mockServices.auth(),
    );
    expect(await find(['group:default/nobody', 'group:default/data'])).toEqual(
      new Set(['group:default/data']),
    );
  });
});
