import type { TaggedResource } from '../account/acmeAccount';
import { hexId } from '../account/ids';
import { ApiFailure, succeeded } from '../http/envelope';
import { cursorPaged } from '../http/paging';
import type { ApiRequest, Route } from '../http/Route';

const tags = '/accounts/{account}/tags';
/** The group's name in the dashboard is not known; this is the scope's own. */
const permissions = ['com.cloudflare.api.account.tag.list'];

const etagOf = ({ type, id, tags: map }: TaggedResource) =>
  hexId(`etag/${type}/${id}/${JSON.stringify(map)}`, 16);

const item = (resource: TaggedResource) => ({
  id: resource.id,
  type: resource.type,
  name: resource.name,
  etag: etagOf(resource),
  tags: resource.tags,
});

/** `type` may be repeated; `tag` is a key or `key=value`. */
function wanted({ query }: ApiRequest): (resource: TaggedResource) => boolean {
  const types = query.getAll('type');
  const pairs = query.getAll('tag').map(tag => tag.split('='));
  return resource =>
    (types.length === 0 || types.includes(resource.type)) &&
    pairs.every(([key, value]) =>
      value === undefined ? key in resource.tags : resource.tags[key] === value,
    );
}

export const tagRoutes: Route[] = [
  {
    path: `${tags}/resources`,
    permissions,
    answer: (request, world) =>
      cursorPaged(
        request,
        world.taggedResources().filter(wanted(request)),
        {
          default: 100,
          max: 100,
          sizeName: 'per_page',
          info: ({ count }) => ({ count }),
        },
        item,
      ),
  },
  {
    path: tags,
    permissions,
    answer: ({ query }, world) => {
      const type = query.get('resource_type');
      const id = query.get('resource_id');
      if (!type || !id) {
        throw new ApiFailure(
          400,
          10001,
          'resource_type and resource_id are required',
        );
      }
      const found = world
        .taggedResources()
        .find(resource => resource.type === type && resource.id === id);
      // What does not exist is as good as untagged.
      return succeeded(item(found ?? { type, id, name: '', tags: {} }));
    },
  },
];
