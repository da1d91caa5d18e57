import { ConflictError } from '@backstage/errors';
import { PostureFacts } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../routing/cursor';
import { cursorField, limitField } from '../../routing/fields';
import { route, Route } from '../../routing/route';
import { PostureReader } from '../PostureReader';
import { compareTexts } from '../PostureSnapshot';
import { postureAccess } from '../PostureVisibility';
import { findResults, FoundResult } from '../resultQuery';
import { factsSchema, scorecardField } from './postureSchemas';

const position = z.object({
  evaluation: z.number().int(),
  instant: z.number().int().min(0).max(8.64e15),
  last: z.string(),
});

/** The route by which services read facts and states in bulk. */
export function factsRoute(reader: PostureReader): Route {
  const { board } = reader;
  return route({
    method: 'get',
    path: '/v1/posture/facts',
    summary:
      'The state and the facts of each check, by entity, in bulk; all pages are of one evaluation',
    access: postureAccess,
    scope: 'none',
    query: z.object({
      scorecard: scorecardField.optional(),
      cursor: cursorField,
      limit: limitField(500, 1000),
    }),
    response: factsSchema,
    cacheTtl: 'none',
    async handler({ query, caller }) {
      const { scorecard, limit, cursor } = query;
      const after = decodeCursor(cursor, position);
      // Tech Insights asks as soon as an evaluation is done.
      const now = await board.latestSight();
      if (after && now?.snapshot.evaluation.id !== after.evaluation) {
        throw new ConflictError(
          'Posture was evaluated anew since the page before: begin again without a cursor',
        );
      }
      if (!now) {
        return { data: { entities: [] } };
      }
      // What aged since the first page shall not make the pages disagree.
      const { snapshot } = now;
      const instant = after?.instant ?? now.instant;
      const view = await reader.viewOf(caller);
      const found = findResults({ snapshot, instant }, view, { scorecard });
      const byEntity = new Map<string, FoundResult[]>();
      for (const each of found) {
        const { entityRef } = each.row.entity;
        const own = byEntity.get(entityRef);
        if (own) {
          own.push(each);
        } else {
          byEntity.set(entityRef, [each]);
        }
      }
      const refs = [...byEntity.keys()]
        .filter(ref => !after || compareTexts(ref, after.last) > 0)
        .sort(compareTexts);
      const page = refs.slice(0, limit);
      const { id, startedAt, finishedAt = '' } = snapshot.evaluation;
      return {
        data: {
          evaluation: { id, startedAt, finishedAt },
          entities: page.map(ref => toFacts(ref, byEntity.get(ref)!)),
        },
        nextCursor:
          refs.length > limit
            ? encodeCursor({
                evaluation: id,
                instant,
                last: page[page.length - 1],
              })
            : undefined,
      };
    },
  });
}

function toFacts(
  entityRef: string,
  found: readonly FoundResult[],
): PostureFacts {
  return {
    entityRef,
    checks: Object.fromEntries(
      found.map(({ row: { check, stored }, state }) => [
        check.id,
        {
          state,
          reason: stored.reason,
          facts: stored.facts,
          observedAt: stored.observedAt,
        },
      ]),
    ),
  };
}
