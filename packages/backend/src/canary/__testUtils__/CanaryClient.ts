import { mockCredentials } from '@backstage/backend-test-utils';
import { Output } from './findMarkers';
import { CallerName } from './markers';
import { BASE, Call, TabledRoute } from './routeTable';

const MOST_PAGES = 3;
const AT_ONCE = 16;

/** What came of a call. */
export interface Answered {
  status: number;
  text: string;
  nextCursor?: string;
}

/** Calls a backend as anybody, and keeps all that it answers. */
export class CanaryClient {
  readonly outputs: Output[] = [];
  private round = 0;

  constructor(private readonly url: string) {}

  /** From now on a caller of a group is another user, with a rate of their own. */
  nextRound(): void {
    this.round += 1;
  }

  async call(caller: CallerName, call: Call): Promise<Answered> {
    const { method, path, body } = call;
    const response = await fetch(this.url + path, {
      method: method.toUpperCase(),
      headers: {
        authorization: this.authorization(caller),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const headers = JSON.stringify([...response.headers]);
    this.outputs.push({
      place: caller,
      where: `${method} ${path} (${response.status})`,
      // An error tells its caller what they asked for.
      text: without(path.split('?')[1], `${headers}\n${text}`),
    });
    return {
      status: response.status,
      text,
      nextCursor: cursorIn(text, response.headers.get('content-type')),
    };
  }

  /** Calls every route with all of its inputs; answers the statuses by route. */
  async walk(
    caller: CallerName,
    routes: readonly TabledRoute[],
  ): Promise<Record<string, number[]>> {
    const statuses: Record<string, number[]> = {};
    const waiting = routes.flatMap(({ name, calls }) =>
      calls.map(call => ({ name, call })),
    );
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const found = await this.pages(caller, next.call);
        (statuses[next.name] ??= []).push(...found);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return statuses;
  }

  private async pages(caller: CallerName, call: Call): Promise<number[]> {
    const statuses: number[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined && statuses.length < MOST_PAGES) {
      const separator = call.path.includes('?') ? '&' : '?';
      const more = cursor && `${separator}cursor=${encodeURIComponent(cursor)}`;
      const answered: Answered = await this.call(caller, {
        ...call,
        path: call.path + more,
      });
      statuses.push(answered.status);
      cursor = call.method === 'get' ? answered.nextCursor : undefined;
    }
    return statuses;
  }

  /** Has evidence made, and waits for it. */
  async order(caller: CallerName, body: object) {
    const created = await this.call(caller, {
      method: 'post',
      path: `${BASE}/v1/evidence`,
      body,
    });
    let job = JSON.parse(created.text).data;
    while (['queued', 'running'].includes(job?.state)) {
      await new Promise(resolve => setTimeout(resolve, 100));
      const followed = await this.call(caller, {
        method: 'get',
        path: `${BASE}/v1/evidence/jobs/${job.id}`,
      });
      job = JSON.parse(followed.text).data;
    }
    return job as { id: string; state: string; bundles: string[] };
  }

  private authorization(caller: CallerName): string {
    if (caller === 'anonymous') {
      return mockCredentials.none.header();
    }
    return caller === 'service'
      ? mockCredentials.service.header()
      : mockCredentials.user.header(`user:default/${caller}-${this.round}`);
  }
}

function cursorIn(text: string, type: string | null): string | undefined {
  return type?.startsWith('application/json') && text.startsWith('{')
    ? JSON.parse(text).meta?.nextCursor
    : undefined;
}

function without(query: string | undefined, text: string): string {
  return query ? text.replaceAll(query, '') : text;
}
