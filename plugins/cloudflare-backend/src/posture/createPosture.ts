import {
  DiscoveryService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { CloudflareService } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { RetentionDays } from '../database/RetentionDays';
import { Route } from '../routing/route';
import { collectedChecks } from './collectedChecks';
import { PostureNotifier } from './notifications/PostureNotifier';
import { OpenPosture } from './openPosture';
import { PostureEvaluator } from './PostureEvaluator';
import { PostureRun } from './PostureRun';
import { PostureDependencies } from './PostureSources';
import { PostureRouteServices, postureRoutes } from './routes/postureRoutes';
import { PostureWriter } from './store/PostureWriter';

const TASK = 'cloudflare:posture';
/** After which a process that gives no sign of life is taken for dead. */
const LEASE_MS = 120_000;

/** What posture is made with. */
export interface CreatePostureOptions {
  posture: OpenPosture;
  dependencies: PostureDependencies;
  cloudflare: CloudflareService;
  discovery: DiscoveryService;
  knex: Knex;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsEnabled: boolean;
  scheduler: SchedulerService;
  /** What only routes need. */
  routing: Pick<PostureRouteServices, 'evidence' | 'production' | 'allRoutes'>;
}

/** All there is to posture. */
export interface Posture {
  routes: Route[];
  /** Begins to evaluate by its schedule. */
  start(): Promise<void>;
}

/** Evaluates posture, and tells of it. */
export function createPosture(options: CreatePostureOptions): Posture {
  const { posture, dependencies, knex, scheduler } = options;
  const { config } = posture;
  const writer = new PostureWriter(knex, LEASE_MS);
  const evaluator = new PostureEvaluator({
    ...options,
    ...posture,
    checks: collectedChecks,
    writer,
  });
  const run = new PostureRun({
    ...options,
    ...posture,
    evaluator,
    writer,
    retention: new RetentionDays(knex),
    notifier: config.notifications
      ? new PostureNotifier(options.notifications, dependencies.logger)
      : undefined,
  });
  return {
    routes: postureRoutes({
      ...options.routing,
      ...posture,
      dependencies,
      permissions: options.permissions,
      permissionsEnabled: options.permissionsEnabled,
      refresh: () => scheduler.triggerTask(TASK),
    }),
    start: () =>
      scheduler.scheduleTask({
        ...config.schedule,
        id: TASK,
        async fn(signal) {
          try {
            await run.once(signal);
          } catch (error) {
            // A backend that stops has nothing to tell.
            if (!signal.aborted) {
              throw error;
            }
          }
        },
      }),
  };
}
