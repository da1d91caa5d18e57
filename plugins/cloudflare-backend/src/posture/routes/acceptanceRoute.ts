import { AcceptanceCriterion } from '@cloudflare-backstage/plugin-cloudflare-common';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { outcomeOf } from '../../reading/outcomeOf';
import { route, Route } from '../../routing/route';
import { AcceptanceContext } from '../acceptance/Criterion';
import { judgeAcceptance } from '../acceptance/judgeAcceptance';
import { PostureReader } from '../PostureReader';
import { postureAccess } from '../PostureVisibility';
import { criterionSchema } from './postureSchemas';
import type { PostureRouteServices } from './postureRoutes';

const KEPT_MS = 60_000;
const MOST_KEPT = 50;
/** After which nobody waits any more. */
const MOST_MS = 120_000;

/** The route about the criteria by which the whole is accepted. */
export function acceptanceRoute(
  reader: PostureReader,
  services: PostureRouteServices,
): Route {
  const { board } = reader;
  // Whoever sees the same has the same, and it takes the whole catalog to know.
  const kept = new LRUCache<string, Promise<AcceptanceCriterion[]>>({
    max: MOST_KEPT,
    ttl: KEPT_MS,
  });

  async function judgeNow(
    signal: AbortSignal,
    asked: Pick<AcceptanceContext, 'accounts' | 'caller' | 'view' | 'sight'>,
  ): Promise<AcceptanceCriterion[]> {
    return judgeAcceptance({
      ...asked,
      services,
      evidence: services.evidence,
      production: services.production,
      routes: services.allRoutes(),
      products: await outcomeOf(
        services.dependencies.catalogModule.products(signal),
      ),
      signal,
      now: new Date(),
    });
  }

  return route({
    method: 'get',
    path: '/v1/posture/acceptance',
    summary:
      'The criteria by which the plugins are accepted, each computed from live data',
    access: postureAccess,
    scope: 'accounts',
    response: z.array(criterionSchema),
    cacheTtl: 'none',
    async handler({ accounts, accountKey, caller }) {
      const view = await reader.viewOf(caller);
      const sight = await board.sight();
      const key = JSON.stringify([
        view.key,
        accountKey,
        sight?.snapshot.evaluation.id,
      ]);
      const known = kept.get(key);
      if (known) {
        return { data: await known };
      }
      // Others wait for it when the first who asked is gone.
      const judged = judgeNow(AbortSignal.timeout(MOST_MS), {
        accounts,
        caller,
        view,
        sight,
      });
      kept.set(key, judged);
      judged.catch(() => kept.delete(key));
      return { data: await judged };
    },
  });
}
