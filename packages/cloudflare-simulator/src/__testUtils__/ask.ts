import type { Simulator } from '../Simulator';

/** An answer of the simulator, read whole. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // Bodies are what the tests look into.
  body: any;
}

/** Asks below the account (`/workers/scripts`) or, with `~`, below the API's base (`~/zones`). */
export async function ask(
  simulator: Simulator,
  path: string,
  init: RequestInit & { token?: string | null } = {},
): Promise<Answer> {
  const { token = simulator.apiToken, ...rest } = init;
  const url = path.startsWith('~')
    ? simulator.url + path.slice(1)
    : `${simulator.url}/accounts/${simulator.accountId}${path}`;
  const response = await fetch(url, {
    redirect: 'manual',
    ...rest,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...rest.headers,
    },
  });
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, headers: response.headers, text, body };
}

/** Asks for the result of a call that succeeds. */
export async function resultOf(
  simulator: Simulator,
  path: string,
): Promise<any> {
  const { status, body } = await ask(simulator, path);
  if (status !== 200) throw new Error(`${path}: HTTP ${status}`);
  return body.result;
}
