import { InputError } from '@backstage/errors';
import {
  CloudflareProblem,
  findCheck,
  PostureTransition,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { readRef } from '../../catalog/readRef';
import { filterText, limitField } from '../../routing/fields';
import { route, Route } from '../../routing/route';
import { MOST_DAYS, MS_PER_DAY, PostureSight } from '../PostureBoard';
import { PostureReader } from '../PostureReader';
import { isVisible, postureAccess } from '../PostureVisibility';
import { historySchema, scorecardField } from './postureSchemas';

/** The route about how posture went. */
export function historyRoute(reader: PostureReader): Route {
  const { board, trend, services } = reader;

  /** The changes of a result between the evaluations that are kept. */
  async function transitions(
    { snapshot, instant }: PostureSight,
    entityRef: string,
    checkId: string,
    days: number,
  ): Promise<PostureTransition[]> {
    const known = await services.store.ofEntity(
      entityRef,
      new Date(instant - days * MS_PER_DAY),
      new Date(
        Math.max(instant, Date.parse(snapshot.evaluation.finishedAt!)) + 1,
      ),
    );
    const changes: PostureTransition[] = [];
    for (const { at, results } of known) {
      const found = results.find(each => each.checkId === checkId);
      const before = changes.at(-1)?.state;
      if (found && found.state !== before) {
        const { state, reason } = found;
        changes.push({ at, before, state, reason });
      }
    }
    return changes;
  }

  return route({
    method: 'get',
    path: '/v1/posture/history',
    summary:
      'The scores of each day; of an entity and a check, each change besides',
    access: postureAccess,
    scope: 'none',
    query: z.object({
      scorecard: scorecardField.optional(),
      days: limitField(30, MOST_DAYS),
      entity: filterText().optional(),
      check: filterText().optional(),
    }),
    response: historySchema,
    cacheTtl: 'none',
    async handler({ query, caller }) {
      const { scorecard, days, check } = query;
      if ((query.entity === undefined) !== (check === undefined)) {
        throw new InputError(
          `The query parameters 'entity' and 'check' are given both or not at all`,
        );
      }
      if (check !== undefined && !findCheck(check)) {
        throw new InputError(
          `The query parameter 'check' is wrong: there is no check '${check}'`,
        );
      }
      const entity =
        query.entity && readRef('entity', query.entity, 'resource');
      const sight = await board.sight();
      if (!sight) {
        return { data: { points: [], ...(entity && { transitions: [] }) } };
      }
      const view = await reader.viewOf(caller);
      const { points, leftOut } = await trend.points(sight, view, {
        scorecard,
        days,
      });
      const stored = entity && sight.snapshot.entities.get(entity);
      return {
        data: {
          points,
          ...(entity && {
            transitions:
              stored && isVisible(view, stored)
                ? await transitions(sight, entity, check!, days)
                : [],
          }),
        },
        problems: leftOut > 0 ? [sampled(leftOut)] : [],
      };
    },
  });
}

function sampled(leftOut: number): CloudflareProblem {
  return {
    kind: 'incomplete',
    message: `You see some of the entities only: ${leftOut} of the days are left out`,
  };
}
