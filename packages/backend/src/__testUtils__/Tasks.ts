import {
  BackendFeature,
  coreServices,
  createServiceFactory,
  SchedulerService,
  SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';

const TRIGGER = /^\/\.backstage\/scheduler\/v1\/tasks\/([^/]+)\/trigger$/;

/** Scheduled tasks of all plugins, which run when a test says so. */
export class Tasks {
  private readonly tasks = new Map<
    string,
    SchedulerServiceTaskInvocationDefinition['fn']
  >();
  private readonly running = new Set<Promise<void>>();

  readonly feature: BackendFeature = createServiceFactory({
    service: coreServices.scheduler,
    deps: { httpRouter: coreServices.httpRouter },
    factory: ({ httpRouter }) => {
      const scheduler = this.scheduler();
      // By which one plugin starts a task of another.
      httpRouter.use((req, res, next) => {
        const id = req.method === 'POST' && TRIGGER.exec(req.path)?.[1];
        if (!id) {
          next();
          return;
        }
        scheduler.triggerTask(decodeURIComponent(id)).then(
          () => res.status(200).json({}),
          () => res.status(404).json({}),
        );
      });
      return scheduler;
    },
  });

  get ids(): string[] {
    return [...this.tasks.keys()];
  }

  /** Runs tasks to their ends, one after the other. */
  async run(matching = /^/): Promise<void> {
    for (const [id, fn] of this.tasks) {
      if (matching.test(id)) {
        // One that fails is tried again by its schedule, and logs why.
        await this.start(fn);
      }
    }
  }

  /** Waits until nothing runs any more. */
  async settled(): Promise<void> {
    while (this.running.size > 0) {
      await Promise.all(this.running);
    }
  }

  private start(fn: SchedulerServiceTaskInvocationDefinition['fn']) {
    const run = Promise.resolve()
      .then(() => fn(new AbortController().signal))
      .catch(() => {})
      .finally(() => this.running.delete(run));
    this.running.add(run);
    return run;
  }

  private scheduler(): SchedulerService {
    const scheduler: SchedulerService = {
      scheduleTask: async ({ id, fn }) => {
        this.tasks.set(id, fn);
      },
      triggerTask: async id => {
        const fn = this.tasks.get(id);
        if (!fn) {
          throw new NotFoundError(`There is no task '${id}'`);
        }
        this.start(fn);
      },
      cancelTask: async () => {},
      getScheduledTasks: async () => [],
      createScheduledTaskRunner: schedule => ({
        run: task => scheduler.scheduleTask({ ...schedule, ...task }),
      }),
    };
    return scheduler;
  }
}
