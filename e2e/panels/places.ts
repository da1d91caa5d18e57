import { pagesTab, workerTab } from '../demo';
import { Panel, Place, State } from './Panel';

/** All states; those without a place of their own are where all is well. */
export function everywhere(
  place: Place,
  own: Partial<Record<State, Place | undefined>> = {},
): Panel['places'] {
  const places: Partial<Record<State, Place>> = {
    loading: place,
    'not-permitted': place,
    'not-configured': place,
    'not-entitled': place,
    failed: place,
    empty: place,
    partial: place,
    stale: place,
    ...own,
  };
  return { ...places, ok: place };
}

/**
 * Nothing of a resource whose reading is broken may have been read before: the
 * backend would show that. So it is looked at in these states only.
 */
function resourcePlaces(
  tabOf: (name: string) => string,
  names: {
    ok: string;
    loading: string;
    broken: string;
    empty: string;
    partial: string;
    stale: string;
  },
  upstreamOf?: (name: string) => string,
): Panel['places'] {
  const at = (name: string): Place => ({
    path: tabOf(name),
    upstream: upstreamOf?.(name),
  });
  // Without paths of Cloudflare, all else is read well.
  const broken = at(upstreamOf ? names.broken : names.ok);
  return {
    ok: at(names.ok),
    loading: at(names.loading),
    'not-permitted': at(names.ok),
    'not-configured': broken,
    'not-entitled': broken,
    failed: broken,
    empty: at(names.empty),
    partial: at(names.partial),
    stale: at(names.stale),
  };
}

export function workerPlaces(upstreamOf?: (name: string) => string) {
  return resourcePlaces(
    workerTab,
    {
      ok: 'acme-api',
      loading: 'acme-reports',
      broken: 'acme-ingest',
      empty: 'acme-edge-experiments',
      partial: 'acme-web-router',
      stale: 'acme-checkout',
    },
    upstreamOf,
  );
}

export function projectPlaces(upstreamOf?: (name: string) => string) {
  return resourcePlaces(
    pagesTab,
    {
      ok: 'acme-admin',
      loading: 'acme-dashboard',
      broken: 'acme-docs',
      empty: 'acme-status',
      partial: 'acme-careers',
      stale: 'acme-web',
    },
    upstreamOf,
  );
}

const ZERO_TRUST_READS =
  '/(access/users|access/logs/access_requests|devices/|graphql)';

/**
 * The log of Access for a group that sees it only when it is broken. What is
 * masked for nobody is shared by all groups, and needs another window of time.
 */
export function zeroTrustPlaces(
  path: string,
  brokenPath = path,
): Panel['places'] {
  const broken: Place = {
    path: brokenPath,
    upstream: ZERO_TRUST_READS,
    as: 'platform',
  };
  return everywhere(
    { path },
    {
      'not-configured': broken,
      'not-entitled': broken,
      failed: broken,
      stale: { path, upstream: ZERO_TRUST_READS },
    },
  );
}

export const without = (
  places: Panel['places'],
  ...states: State[]
): Panel['places'] => ({
  ...(Object.fromEntries(
    Object.entries(places).filter(
      ([state]) => !states.includes(state as State),
    ),
  ) as Panel['places']),
});
