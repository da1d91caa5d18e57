import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  matchesResource,
  taggedValue,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { FindEntities, fullEntityRef } from './entityRefs';
import { ListedResource } from './inventory';
import { OwnerRule, Ownership, SyncConfig } from './readSyncConfig';
import { AnyIngestion } from './ResourceIngestion';

/** The ownership of a resource, and what of it comes from tags. */
export interface FoundOwnership extends Ownership {
  fromTags: Partial<Ownership>;
  /** What tags name that is no entity. */
  unknown: string[];
}

/** The kinds of what tags name in short. */
const KINDS = { owner: 'Group', system: 'System' } as const;
type Part = keyof typeof KINDS;
const PARTS = Object.keys(KINDS) as Part[];

/** Who owns what, by the rules of `cloudflare.owners` and the catalog. */
export class OwnershipRules {
  /** Undefined: the catalog could not be asked. */
  private entities?: ReadonlySet<string>;

  constructor(
    private readonly config: Pick<SyncConfig, 'owners' | 'defaults'>,
    private readonly findEntities: FindEntities,
    private readonly logger: LoggerService,
  ) {}

  /** Asks the catalog, at once, for all that the tags of resources name. */
  async check(
    resources: Iterable<{
      ingestion: AnyIngestion;
      resource: ListedResource;
    }>,
    signal: AbortSignal,
  ): Promise<void> {
    const refs = new Set<string>();
    if (this.config.owners.some(rule => rule.ownerTag ?? rule.systemTag)) {
      for (const { ingestion, resource } of resources) {
        const rule = this.ruleFor(ingestion, resource);
        for (const part of PARTS) {
          const ref = tagged(rule, part, resource)?.ref;
          if (ref !== undefined) {
            refs.add(ref);
          }
        }
      }
    }
    try {
      this.entities =
        refs.size > 0
          ? await within(signal, this.findEntities([...refs].sort()))
          : refs;
    } catch (error) {
      this.logger.warn(
        `The catalog could not be asked for the owners and systems that Cloudflare tags name, so that resources keep those that they have: ${stringifyError(
          error,
        )}`,
      );
    }
  }

  of(ingestion: AnyIngestion, resource: ListedResource): FoundOwnership {
    const rule = this.ruleFor(ingestion, resource);
    const { defaults } = this.config;
    const found: FoundOwnership = {
      owner: rule?.owner ?? defaults.owner,
      system: rule?.system ?? defaults.system,
      fromTags: {},
      unknown: [],
    };
    for (const part of PARTS) {
      const named = tagged(rule, part, resource);
      const ref = named && this.entityOf(named, part, resource);
      if (ref !== undefined) {
        found[part] = ref;
        found.fromTags[part] = ref;
      } else if (named && (named.ref === undefined || this.entities)) {
        found.unknown.push(named.ref ?? named.text);
      }
    }
    return found;
  }

  private entityOf(
    { ref }: { ref?: string },
    part: Part,
    { stored }: ListedResource,
  ): string | undefined {
    if (ref !== undefined && !this.entities) {
      return stored.lastKnown?.[part];
    }
    return ref !== undefined && this.entities?.has(ref) ? ref : undefined;
  }

  private ruleFor(
    { kind }: AnyIngestion,
    { description, tags }: ListedResource,
  ): OwnerRule | undefined {
    const product = kind.id;
    if (product === 'account') {
      return undefined;
    }
    const resource = { product, name: description.qualifiedName, tags };
    return this.config.owners.find(
      ({ match, ownerTag }) =>
        (!match || matchesResource(match, resource)) &&
        (ownerTag === undefined || taggedValue(tags, ownerTag) !== undefined),
    );
  }
}

/** What a tag names, if the rule looks at one and the resource has it. */
function tagged(
  rule: OwnerRule | undefined,
  part: Part,
  { tags, included }: ListedResource,
): { text: string; ref?: string } | undefined {
  const key = rule?.[`${part}Tag`];
  const text =
    key === undefined || !included ? undefined : taggedValue(tags, key);
  return text === undefined
    ? undefined
    : // An address is not written down anywhere.
      {
        text: text.includes('@') ? `${key}:*` : text,
        ref: fullEntityRef(text, KINDS[part]),
      };
}

/** The answer, unless the signal comes before it. */
async function within<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return Promise.race([
    answer,
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      });
    }),
  ]);
}
