import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const BASE = '/api/cloudflare/v1';

/** What a replica answered. */
export interface Answered {
  status: number;
  bytes: Buffer;
  body: any;
}

/** A backend in a process of its own, as one of several. */
export class Replica {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(url: string, config: JsonObject): Promise<Replica> {
    const child = fork(
      path.join(__dirname, 'replicaMain.ts'),
      [JSON.stringify(config)],
      {
        execArgv: [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ],
        // Else Backstage leaves out what gives up for dead.
        env: { ...process.env, NODE_ENV: 'development' },
      },
    );
    await new Promise<void>((resolve, reject) => {
      // The TypeScript loader has messages of its own.
      child.on('message', (message: { started?: true }) => {
        if (message.started) {
          resolve();
        }
      });
      child.on('exit', () => reject(new Error('The replica did not start')));
    });
    return new Replica(url, child);
  }

  /** Asks a route of the plugin, as a user of a group or as a service. */
  async get(route: string, group?: string): Promise<Answered> {
    return this.ask('GET', `${BASE}${route}`, { group });
  }

  async post(route: string, body: JsonObject): Promise<Answered> {
    return this.ask('POST', `${BASE}${route}`, { group: 'security', body });
  }

  /** All entities of the catalog of a kind, by name. */
  async entityNames(kind: string): Promise<string[]> {
    const { body } = await this.ask(
      'GET',
      `/api/catalog/entities?filter=kind=${kind}&fields=metadata.name`,
      {},
    );
    return body.map((entity: any) => entity.metadata.name).sort();
  }

  /** Makes a task due now, unless it runs. */
  async trigger(plugin: string, task: string): Promise<Answered> {
    return this.ask('POST', `${scheduler(plugin)}/${task}/trigger`, {});
  }

  /** What its workers of tasks do, by task. */
  async workers(plugin: string): Promise<Record<string, string>> {
    const { body } = await this.ask('GET', scheduler(plugin), {});
    return Object.fromEntries(
      body.tasks.map((task: any) => [task.taskId, task.workerState.status]),
    );
  }

  /** Halts it as it is, with all that it holds. */
  halt(): void {
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.child.kill('SIGCONT');
  }

  /** Ends it without any chance to tidy up. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await once(this.child, 'exit');
    }
  }

  private async ask(
    method: string,
    route: string,
    { group, body }: { group?: string; body?: JsonObject },
  ): Promise<Answered> {
    const response = await fetch(this.url + route, {
      method,
      headers: {
        authorization: group
          ? mockCredentials.user.header(`user:default/${group}-1`)
          : mockCredentials.service.header(),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      bytes,
      body: isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : {},
    };
  }
}

function scheduler(plugin: string): string {
  return `/api/${plugin}/.backstage/scheduler/v1/tasks`;
}
