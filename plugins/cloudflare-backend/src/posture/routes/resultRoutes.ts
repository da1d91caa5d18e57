import { InputError, NotFoundError } from '@backstage/errors';
import { CheckState } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { readRef } from '../../catalog/readRef';
import { decodeCursor, encodeCursor } from '../../routing/cursor';
import {
  cursorField,
  filterText,
  limitField,
  timeField,
} from '../../routing/fields';
import { bucketOf, RateBuckets } from '../../routing/RateBuckets';
import { route, Route } from '../../routing/route';
import { PostureSight } from '../PostureBoard';
import { PostureReader } from '../PostureReader';
import { postureAccess } from '../PostureVisibility';
import { findResults, pageOfResults, resultOrders } from '../resultQuery';
import {
  resultSchema,
  scorecardField,
  stateField,
  subjectField,
} from './postureSchemas';
import { timeText } from '../timeText';

/** Of which results a page came, and its last one. */
export const sightPosition = {
  evaluation: z.number().int(),
  finishedAt: z.iso.datetime({ offset: true }),
  instant: z.number().int().min(0).max(8.64e15),
};

const position = z.object({
  ...sightPosition,
  sort: z.enum(resultOrders),
  last: z.number().int().min(0),
});

/** One state or several, with commas between. */
const states = filterText().transform((text, context) =>
  text.split(',').flatMap((each): CheckState[] => {
    const state = stateField.safeParse(each.trim());
    if (!state.success) {
      context.addIssue({
        code: 'custom',
        message: `expected some of ${stateField.options.join(', ')}`,
      });
      return [];
    }
    return [state.data];
  }),
);

/** An entity ref; `none` for what has none. */
const NONE = 'none';

/** Each is a read of all results of a day. */
const PAST_PER_MINUTE = 60;

/** Routes about single results. */
export function resultRoutes(reader: PostureReader): Route[] {
  const { board } = reader;
  const buckets = new RateBuckets(PAST_PER_MINUTE);

  async function sightAt(
    at: Date | undefined,
    beforeRead: () => void,
  ): Promise<PostureSight | undefined> {
    if (!at) {
      return board.sight();
    }
    if (at.getTime() > Date.now()) {
      throw new InputError(
        `The query parameter 'at' is wrong: expected a time that is past`,
      );
    }
    const sight = await board.sightAt(at, beforeRead);
    if (!sight) {
      throw new NotFoundError(
        `Nothing was evaluated by ${timeText(at)}, or it is no longer kept`,
      );
    }
    return sight;
  }

  return [
    route({
      method: 'get',
      path: '/v1/posture/results',
      summary:
        'The results of checks, of now or of any time before, with the facts that were compared',
      access: postureAccess,
      scope: 'accounts',
      query: z.object({
        scorecard: scorecardField.optional(),
        check: filterText().optional(),
        state: states.optional(),
        severity: z.enum(['high', 'medium', 'low']).optional(),
        subject: subjectField.optional(),
        owner: filterText().optional(),
        system: filterText().optional(),
        component: filterText().optional(),
        entity: filterText().optional(),
        search: filterText().optional(),
        changedSince: timeField,
        at: timeField,
        sort: z.enum(resultOrders).default('worst'),
        cursor: cursorField,
        limit: limitField(100, 500),
      }),
      tooMany: `More than ${PAST_PER_MINUTE} reads of a past time a minute, by 'at' or 'cursor'`,
      response: z.array(resultSchema),
      cacheTtl: 'none',
      async handler({ query, accountKey, caller }) {
        const { sort, limit, cursor, at, state, entity, ...filter } = query;
        const after = decodeCursor(
          cursor,
          position.extend({ sort: z.literal(sort) }),
        );
        const meant = {
          ...filter,
          account: accountKey,
          states: state,
          entity: entity && readRef('entity', entity, 'resource'),
          owner: refOrNone('owner', query.owner, 'group'),
          system: refOrNone('system', query.system, 'system'),
          component: refOrNone('component', query.component, 'component'),
        };
        const beforeRead = () =>
          buckets.take(bucketOf(caller), 'What takes a read of a past time');
        const sight = after
          ? await board.sightOf(after, beforeRead)
          : await sightAt(at, beforeRead);
        if (!sight) {
          return { data: [] };
        }
        const { snapshot, instant } = sight;
        const view = await reader.viewOf(caller);
        const last = after && snapshot.rows[after.last];
        const { page, hasMore } = pageOfResults(
          findResults(sight, view, meant),
          {
            order: sort,
            limit,
            after: last && {
              row: last,
              state: snapshot.statesAt(instant)[last.index],
            },
          },
        );
        return {
          data: page.map(found => reader.toResult(found, sight, view)),
          nextCursor: hasMore
            ? encodeCursor({
                evaluation: snapshot.evaluation.id,
                finishedAt: snapshot.evaluation.finishedAt ?? '',
                instant,
                sort,
                last: page[page.length - 1].row.index,
              })
            : undefined,
        };
      },
    }),
  ];
}

function refOrNone(
  parameter: string,
  value: string | undefined,
  kind: string,
): string | undefined {
  return value === undefined || value === NONE
    ? value && ''
    : readRef(parameter, value, kind);
}
