import { hexId } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import type { DurableObjectNamespace } from './DurableObjectNamespace';

/** What tells namespaces that Workers bind apart from each other. */
export const namespaceId = (name: string) => hexId(`durable-objects/${name}`);

export function makeNamespace(
  scriptName: string,
  className: string,
  change: Partial<DurableObjectNamespace> = {},
): DurableObjectNamespace {
  const name = `${scriptName}_${className}`;
  return {
    id: namespaceId(name),
    name,
    className,
    scriptName,
    usesSqlite: true,
    hourlyRequests: 0,
    webSockets: 0,
    storedBytes: 0,
    ...change,
  };
}

/** acme's namespaces: the examples, and one of every odd kind. */
export function acmeNamespaces(): DurableObjectNamespace[] {
  const [sessions, orphaned] =
    exampleBodies.durableObjectsNamespacesList.result;
  return [
    makeNamespace(sessions.script!, sessions.class!, {
      id: sessions.id,
      hourlyRequests: 7200,
      webSockets: 340,
      storedBytes: 52_428_800,
      tags: {
        team: 'platform',
        env: 'prod',
        system: 'storefront',
        'data-class': 'personal',
      },
    }),
    // Its Worker was deleted, and what the objects stored is left.
    {
      id: orphaned.id,
      name: orphaned.name,
      hourlyRequests: 0,
      webSockets: 0,
      storedBytes: 0,
    },
    // The same class in the Worker of another environment.
    makeNamespace('acme-api-staging', 'SessionCoordinator', {
      hourlyRequests: 90,
      webSockets: 2,
      storedBytes: 1_048_576,
      tags: { team: 'platform', env: 'staging' },
    }),
    // Stores as keys and values, of which Cloudflare tells the account's sum alone.
    makeNamespace('acme-checkout', 'CartLock', {
      usesSqlite: false,
      hourlyRequests: 2600,
      storedBytes: 9_437_184,
      tags: { team: 'platform', env: 'prod', system: 'storefront' },
    }),
    // No storage, no WebSockets.
    makeNamespace('acme-auth', 'RateLimiter', {
      hourlyRequests: 15_000,
      tags: { team: 'security', env: 'prod' },
    }),
    makeNamespace('acme-ingest', 'Transcoder', {
      hourlyRequests: 60,
      storedBytes: 4096,
      tags: { team: 'data', env: 'prod' },
    }),
    // Never used, and Cloudflare does not tell how it stores.
    makeNamespace('acme-edge-experiments', 'Experiment', {
      usesSqlite: undefined,
    }),
  ];
}
