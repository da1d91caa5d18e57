import { productRoutes } from '../products';
import type { Simulator } from '../Simulator';
import { type Answer, ask } from './ask';

const account = '/accounts/{account}';
const identifier = /^(id|uuid|name|.+_id)$/;

/** What the items of a list may be called in a path. */
function identifiersIn(result: unknown): Set<string> {
  const items: unknown[] = Array.isArray(result)
    ? result
    : Object.values(result ?? {}).find(Array.isArray) ?? [];
  return new Set(
    items.flatMap(item =>
      Object.entries(item ?? {})
        .filter(([key, value]) => identifier.test(key) && value)
        .map(([, value]) => encodeURIComponent(String(value))),
    ),
  );
}

/**
 * What the products answer to every GET that lists and needs no query, and to
 * every one of what these lists name.
 */
export async function everyAnswer(simulator: Simulator): Promise<Answer[]> {
  const answers = new Map<string, Answer>();
  async function answerOf(path: string): Promise<Answer> {
    const answer = answers.get(path) ?? (await ask(simulator, path));
    answers.set(path, answer);
    return answer;
  }
  async function askBelow(path: string, segments: string[]): Promise<void> {
    const [segment, ...rest] = segments;
    if (segment === undefined) {
      await answerOf(path);
      return;
    }
    const names = segment.startsWith('{')
      ? identifiersIn((await answerOf(path)).body?.result)
      : [segment];
    for (const name of names) {
      await askBelow(`${path}/${name}`, rest);
    }
  }

  const routes = Object.values(productRoutes).flat();
  for (const { path, method = 'GET' } of routes) {
    if (method === 'GET') {
      const [start, below] = path.startsWith(account)
        ? ['', path.slice(account.length)]
        : ['~', path];
      await askBelow(start, below.split('/').slice(1));
    }
  }
  return [...answers.values()];
}
