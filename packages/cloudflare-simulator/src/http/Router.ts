import type { Route } from './Route';

interface Match {
  route: Route;
  params: Record<string, string>;
}

interface Compiled {
  route: Route;
  segments: string[];
}

const segmentsOf = (path: string) => path.split('/').slice(1);
const isParameter = (segment: string) => segment.startsWith('{');

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Finds the operation of a path. Fixed segments win over parameters. */
export class Router {
  readonly #compiled: Compiled[];

  constructor(routes: readonly Route[]) {
    this.#compiled = routes
      .map(route => ({ route, segments: segmentsOf(route.path) }))
      .sort(
        (a, b) =>
          a.segments.filter(isParameter).length -
          b.segments.filter(isParameter).length,
      );
  }

  match(path: string): Match | undefined {
    const actual = segmentsOf(path);
    for (const { route, segments } of this.#compiled) {
      const params = Router.#paramsOf(segments, actual);
      if (params) return { route, params };
    }
    return undefined;
  }

  static #paramsOf(
    segments: string[],
    actual: string[],
  ): Record<string, string> | undefined {
    if (segments.length !== actual.length) return undefined;
    const params: Record<string, string> = {};
    for (const [index, segment] of segments.entries()) {
      if (isParameter(segment)) {
        if (!actual[index]) return undefined;
        params[segment.slice(1, -1)] = decoded(actual[index]);
      } else if (segment !== actual[index]) {
        return undefined;
      }
    }
    return params;
  }
}
