import { createHash } from 'node:crypto';
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  CheckSubject,
  cloudflareReadAccountPermission,
  cloudflareReadPosturePermission,
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { LRUCache } from 'lru-cache';
import { Access } from '../routing/access';
import { Caller } from '../routing/route';
import { PostureSnapshot } from './PostureSnapshot';
import { StoredEntity } from './StoredPosture';

const MOST_USERS = 200;
/** A user who was refused or given something since has it after this time. */
const KEPT_MS = 60_000;
const REFS_AT_ONCE = 500;

/** What routes about posture take: what callers may not read is left out. */
export const postureAccess: Access = {
  anyOf: [cloudflareReadPosturePermission],
  besides: [
    cloudflareReadAccountPermission,
    ...productIds.map(id => products[id].permission),
  ],
};

/** What of posture a caller may see. */
export interface PostureView {
  /** The same for all who see the same. */
  key: string;
  /** What permissions let them see. */
  subjects: ReadonlySet<CheckSubject>;
  /** The entities that the catalog shows, of those that posture knows; absent: all. */
  refs?: ReadonlySet<string>;
  /**
   * Whether the catalog hides nothing but what permissions let nobody see
   * anyway, such as all entities of a product.
   */
  hidesSubjectsOnly?: boolean;
}

/** Decides what of posture callers may see. */
export class PostureVisibility {
  private readonly kept = new LRUCache<string, Promise<ShownRefs>>({
    max: MOST_USERS,
    ttl: KEPT_MS,
  });

  constructor(
    private readonly services: {
      auth: AuthService;
      permissions: PermissionsService;
      catalog: CatalogService;
    },
  ) {}

  async of(
    caller: Caller,
    snapshot: PostureSnapshot | undefined,
  ): Promise<PostureView> {
    const subjects = permittedSubjects(caller);
    const { key, ...shown } = await this.shownTo(caller, subjects, snapshot);
    return { key: `${[...subjects].join()} ${key}`, subjects, ...shown };
  }

  /** Of users it is remembered for a minute, of services it costs nothing. */
  private shownTo(
    caller: Caller,
    subjects: ReadonlySet<CheckSubject>,
    snapshot: PostureSnapshot | undefined,
  ): Promise<ShownRefs> {
    const { principal } = caller.credentials as {
      principal?: { userEntityRef?: string };
    };
    const user = principal?.userEntityRef;
    if (user === undefined) {
      return this.ask(caller, subjects, snapshot);
    }
    const key = JSON.stringify([user, [...subjects], snapshot?.evaluation.id]);
    const known = this.kept.get(key);
    if (known) {
      return known;
    }
    const asked = this.ask(caller, subjects, snapshot);
    this.kept.set(key, asked);
    asked.catch(() => this.kept.delete(key));
    return asked;
  }

  private async ask(
    { credentials }: Caller,
    subjects: ReadonlySet<CheckSubject>,
    snapshot: PostureSnapshot | undefined,
  ): Promise<ShownRefs> {
    const [{ result }] = await this.services.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (result === AuthorizeResult.ALLOW) {
      return { key: '*' };
    }
    if (result === AuthorizeResult.DENY || !snapshot) {
      return { key: '-', refs: new Set() };
    }
    const refs = new Set<string>();
    for await (const found of this.find([...snapshot.refs], credentials)) {
      found.forEach(ref => refs.add(ref));
    }
    const hidden = [...snapshot.entities.values()]
      .filter(each => subjects.has(each.subject) && !refs.has(each.entityRef))
      .map(({ entityRef }) => entityRef);
    const hidesSubjectsOnly = !(await this.isAnyThere(hidden));
    const key = `${hidesSubjectsOnly} ${digestOf(refs)}`;
    return { key, refs, hidesSubjectsOnly };
  }

  /** What is gone since the evaluation, the catalog hides from nobody. */
  private async isAnyThere(refs: readonly string[]): Promise<boolean> {
    if (refs.length === 0) {
      return false;
    }
    const credentials = await this.services.auth.getOwnServiceCredentials();
    for await (const found of this.find(refs, credentials)) {
      if (found.length > 0) {
        return true;
      }
    }
    return false;
  }

  /** Those of some entities that the catalog shows, some at a time. */
  private async *find(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): AsyncGenerator<string[]> {
    for (let start = 0; start < refs.length; start += REFS_AT_ONCE) {
      const { items } = await this.services.catalog
        .getEntitiesByRefs(
          {
            entityRefs: refs.slice(start, start + REFS_AT_ONCE),
            fields: ['kind', 'metadata.name', 'metadata.namespace'],
          },
          { credentials },
        )
        .catch(cause => {
          throw new CloudflareApiError(
            { kind: 'unavailable', message: 'The catalog could not be read' },
            { cause },
          );
        });
      yield items.flatMap(item => (item ? [stringifyEntityRef(item)] : []));
    }
  }
}

type ShownRefs = Pick<PostureView, 'key' | 'refs' | 'hidesSubjectsOnly'>;

/** Whoever is shown the same shares what is computed of it. */
function digestOf(refs: ReadonlySet<string>): string {
  const sorted = JSON.stringify([...refs].sort());
  return createHash('sha256').update(sorted).digest('base64url');
}

function permittedSubjects({ may }: Caller): ReadonlySet<CheckSubject> {
  return new Set<CheckSubject>([
    'component',
    ...(may(cloudflareReadAccountPermission) ? (['account'] as const) : []),
    ...productIds.filter(id => may(products[id].permission)),
  ]);
}

/**
 * Whether totals tell what a caller may see: they are by subject, not by
 * entity.
 */
export function fitsTotals({ refs, hidesSubjectsOnly }: PostureView): boolean {
  return refs === undefined || hidesSubjectsOnly === true;
}

/** Whether neither the catalog nor a permission hides anything from the caller. */
export function seesEverything({ refs, subjects }: PostureView): boolean {
  return (
    refs === undefined &&
    subjects.has('account') &&
    productIds.every(id => subjects.has(id))
  );
}

/** Whether the catalog shows something to the caller. */
export function isShown({ refs }: PostureView, entityRef: string): boolean {
  return refs === undefined || refs.has(entityRef);
}

/** Whether the caller may see the results of an entity. */
export function isVisible(
  view: PostureView,
  { subject, entityRef }: StoredEntity,
): boolean {
  return view.subjects.has(subject) && isShown(view, entityRef);
}
