import { unroutable } from '../http/envelope';
import { paged, unpaged } from '../http/paging';
import type { Route } from '../http/Route';

export const zoneRoutes: Route[] = [
  {
    path: '/zones',
    permissions: ['Zone Read'],
    answer: (request, world) => {
      const { query } = request;
      const name = query.get('name');
      const status = query.get('status');
      const account = query.get('account.id');
      const zones = world.zones.filter(
        zone =>
          (!name || zone.name === name) &&
          (!status || zone.status === status) &&
          (!account || account === world.id),
      );
      return paged(
        request,
        zones,
        { default: 20, max: 50, min: 5 },
        zone => zone,
      );
    },
  },
  {
    path: '/zones/{zone}/workers/routes',
    permissions: ['Workers Routes Read'],
    answer: (request, world) => {
      const { zone } = request.params;
      if (!world.zone(zone)) throw unroutable(`/client/v4/zones/${zone}`);
      return unpaged(
        request,
        world.routes.filter(({ zoneId }) => zoneId === zone),
        ({ id, pattern, script }) => ({
          id,
          pattern,
          ...(script && { script }),
        }),
      );
    },
  },
];
