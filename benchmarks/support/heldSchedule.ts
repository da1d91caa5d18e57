import {
  coreServices,
  createServiceFactory,
  SchedulerService,
  SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';

/** The scheduled tasks of a backend, which run when they are told to and never else. */
export class HeldSchedule {
  private readonly tasks = new Map<
    string,
    SchedulerServiceTaskInvocationDefinition
  >();

  readonly factory = createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: (): SchedulerService => ({
      createScheduledTaskRunner: () => ({
        run: async task => this.hold(task),
      }),
      scheduleTask: async task => this.hold(task),
      triggerTask: id => this.run(id),
      getScheduledTasks: async () => [],
      cancelTask: async () => {},
    }),
  });

  /** Runs a task to its end, as the scheduler would. */
  async run(id: string): Promise<void> {
    const task = this.tasks.get(id);
    if (!task) {
      const known = [...this.tasks.keys()].join(', ') || 'none';
      throw new Error(`No task is called '${id}'; there are ${known}`);
    }
    await task.fn(new AbortController().signal);
  }

  private hold(task: SchedulerServiceTaskInvocationDefinition) {
    this.tasks.set(task.id, task);
  }
}
