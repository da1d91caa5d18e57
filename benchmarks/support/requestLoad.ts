import http from 'node:http';

/** A person who asks one thing after the other, over one connection. */
export interface LoadUser {
  headers: Record<string, string>;
  /** What is asked, in turns, from a place in them that differs by user. */
  paths: readonly string[];
  startAt: number;
}

/** What came of a load. */
export interface LoadOutcome {
  /** For each path of the users, the times of its answers. */
  ms: number[][];
  errors: string[];
}

/** Lets all users ask at once, each as fast as it is answered, for a while. */
export async function requestLoad(
  url: string,
  users: readonly LoadUser[],
  durationMs: number,
): Promise<LoadOutcome> {
  const { hostname, port } = new URL(url);
  const agent = new http.Agent({ keepAlive: true, maxSockets: users.length });
  const outcome: LoadOutcome = {
    ms: users[0].paths.map(() => []),
    errors: [],
  };
  const end = performance.now() + durationMs;
  await Promise.all(
    users.map(async ({ headers, paths, startAt }) => {
      for (let turn = startAt; performance.now() < end; turn++) {
        const index = turn % paths.length;
        const path = paths[index];
        const start = performance.now();
        const failure = await ask({ agent, hostname, port, path, headers });
        if (failure) {
          outcome.errors.push(`${path} ${failure}`);
        } else {
          outcome.ms[index].push(performance.now() - start);
        }
      }
    }),
  );
  agent.destroy();
  return outcome;
}

/** Reads an answer whole; tells what is wrong with it, if anything. */
function ask(options: http.RequestOptions): Promise<string | undefined> {
  return new Promise(resolve => {
    const failed = (error: Error) => resolve(`failed: ${error.message}`);
    http
      .get(options, response => {
        response.on('error', failed);
        response.on('end', () =>
          resolve(
            response.statusCode === 200
              ? undefined
              : `answered ${response.statusCode}`,
          ),
        );
        response.resume();
      })
      .on('error', failed);
  });
}
