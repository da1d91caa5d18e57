import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { PostureSource } from '../PostureSources';

/** Entities that the catalog is asked for at once. */
const BATCH = 500;

/** Which of the owners of an account's resources are entities of the catalog. */
export const existingOwners: PostureSource<ReadonlySet<string>> = {
  name: 'catalog',
  async read({ dependencies, subjects, reading, now }, { key }) {
    const { auth, catalog } = dependencies;
    const refs = [
      ...new Set(
        subjects.flatMap(({ account, owner }) =>
          account?.key === key ? owner ?? [] : [],
        ),
      ),
    ];
    const credentials = await auth.getOwnServiceCredentials();
    const existing = new Set<string>();
    for (let start = 0; start < refs.length; start += BATCH) {
      const entityRefs = refs.slice(start, start + BATCH);
      const { items } = await catalog
        .getEntitiesByRefs({ entityRefs, fields: ['kind'] }, { credentials })
        .catch(cause => {
          reading.signal.throwIfAborted();
          throw new CloudflareApiError(
            { kind: 'unavailable', message: 'The catalog could not be read' },
            { cause },
          );
        });
      items.forEach((item, index) => item && existing.add(entityRefs[index]));
    }
    return { value: existing, observedAt: now };
  },
};
