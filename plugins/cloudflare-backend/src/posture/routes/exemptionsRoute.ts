import { findCheck } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { route, Route } from '../../routing/route';
import { ExemptionAt } from '../exemptions/Exemptions';
import { PostureReader } from '../PostureReader';
import {
  fitsTotals,
  isShown,
  postureAccess,
  PostureView,
} from '../PostureVisibility';
import { findResults } from '../resultQuery';
import { exemptionSchema } from './postureSchemas';

/** The route about the exemptions of the reviewed file. */
export function exemptionsRoute(reader: PostureReader): Route {
  const { board, services } = reader;
  return route({
    method: 'get',
    path: '/v1/posture/exemptions',
    summary:
      'The exemptions of the reviewed file, whatever their status, and how many results each exempts',
    access: postureAccess,
    scope: 'none',
    response: z.array(exemptionSchema),
    cacheTtl: 'none',
    async handler({ caller }) {
      const view = await reader.viewOf(caller);
      const sight = await board.sight();
      const exempt = sight
        ? findResults(sight, view, { states: ['exempt'] })
        : [];
      const results = new Map<string, number>();
      for (const { row } of exempt) {
        const { exemption = '' } = row.stored;
        results.set(exemption, (results.get(exemption) ?? 0) + 1);
      }
      return {
        data: services.exemptions
          .at(new Date())
          .filter(exemption => isAboutShown(exemption, view))
          .map(exemption => ({
            ...exemption,
            results: results.get(exemption.id) ?? 0,
          })),
      };
    },
  });
}

/** One that names what the catalog hides would tell of it. */
function isAboutShown(
  { checkId, entityRef, filter }: ExemptionAt,
  view: PostureView,
): boolean {
  const { subjects = [] } = findCheck(checkId)?.check ?? {};
  return (
    [entityRef, filter?.owner, filter?.system].every(
      ref => ref === undefined || isShown(view, ref),
    ) &&
    (filter?.name === undefined ||
      view.refs === undefined ||
      (fitsTotals(view) && subjects.every(each => view.subjects.has(each))))
  );
}
