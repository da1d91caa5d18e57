import { NotFoundError } from '@backstage/errors';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  scorecardIds,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { readEntity } from '../../catalog/readEntities';
import { resourceName } from '../../routing/fields';
import { route, Route } from '../../routing/route';
import { PostureReader, toGroup } from '../PostureReader';
import { PostureRow } from '../PostureSnapshot';
import { emptyTally, scoreOf } from '../postureScore';
import { isShown, postureAccess } from '../PostureVisibility';
import { findResults, FoundResult, pageOfResults } from '../resultQuery';
import { rollUp } from '../rollup';
import { entitySchema } from './postureSchemas';

/** All of an owner can be most of what there is. */
const MOST_RELATED = 200;

/** The route about one entity, and what belongs to it. */
export function entityRoute(reader: PostureReader): Route {
  const { board, services } = reader;
  return route({
    method: 'get',
    path: '/v1/posture/entities/:ref',
    summary:
      'The results of an entity, and of what belongs to a Component, a System or an owner',
    access: postureAccess,
    scope: 'none',
    params: z.object({ ref: resourceName }),
    response: entitySchema,
    cacheTtl: 'none',
    async handler({ params, caller, signal }) {
      const ref = fullRef(params.ref);
      const view = await reader.viewOf(caller);
      const sight = await board.sight();
      const isFound =
        ref &&
        ((sight?.snapshot.refs.has(ref) && isShown(view, ref)) ||
          // Of it there are no results, or it was hidden a minute ago.
          (await readEntity(
            services.dependencies.catalog,
            ref,
            caller.credentials,
            signal,
          )));
      if (!isFound) {
        throw new NotFoundError(
          `There is no entity '${params.ref}' that you may see`,
        );
      }
      const evaluation = await reader.evaluation(view);
      if (!sight) {
        return {
          data: {
            ...scoreOf(emptyTally()),
            entityRef: ref,
            evaluation,
            scorecards: [],
            own: [],
            related: [],
            relatedTotal: 0,
          },
        };
      }
      const { snapshot, instant } = sight;
      // What the catalog hides is not even counted here.
      const rows = snapshot.rows.filter(
        row =>
          (row.entity.entityRef === ref || isRelated(row, ref)) &&
          isShown(view, row.entity.entityRef),
      );
      const rollup = rollUp(snapshot, instant, view, rows);
      const mine = new Set(rows.map(({ index }) => index));
      const found = findResults(sight, view, {}).filter(({ row }) =>
        mine.has(row.index),
      );
      const isOwn = ({ row }: FoundResult) => row.entity.entityRef === ref;
      const worst = (results: FoundResult[], limit: number) =>
        pageOfResults(results, { order: 'worst', limit }).page.map(each =>
          reader.toResult(each, sight, view),
        );
      const related = found.filter(each => !isOwn(each));
      return {
        data: {
          ...scoreOf(rollup.total),
          entityRef: ref,
          evaluation,
          scorecards: scorecardIds
            .filter(id => rollup.scorecards.has(id))
            .map(id =>
              toGroup(id, scorecards[id].title, rollup.scorecards.get(id)),
            ),
          own: worst(found.filter(isOwn), Infinity),
          related: worst(related, MOST_RELATED),
          relatedTotal: related.length,
        },
      };
    },
  });
}

function isRelated({ entity }: PostureRow, ref: string): boolean {
  return (
    entity.components.includes(ref) ||
    entity.system === ref ||
    entity.owner === ref
  );
}

/** Undefined: no entity has such a ref. */
function fullRef(text: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultNamespace: 'default' }),
    );
  } catch {
    return undefined;
  }
}
