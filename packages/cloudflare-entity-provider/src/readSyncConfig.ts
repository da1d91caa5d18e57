import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { DEFAULT_NAMESPACE, makeValidator } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError, stringifyError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import {
  ProductId,
  productIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  readResourceMatch,
  ResourceMatch,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { fullEntityRef } from './entityRefs';

/** Who owns a resource, and what it is part of. Entity refs. */
export interface Ownership {
  owner: string;
  system?: string;
}

/** Who owns the resources that a rule means. */
export interface OwnerRule extends Partial<Ownership> {
  /** Absent: all that have the owner's tag. */
  match?: ResourceMatch;
  /** Key of the Cloudflare tag that names the owner. */
  ownerTag?: string;
  /** Key of the Cloudflare tag that names the system. */
  systemTag?: string;
}

/** The configuration of the catalog module. */
export interface SyncConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** How long a run may take, as the schedule says. */
  timeout: HumanDuration;
  /** Whether a product's resources come into the catalog. */
  imports(product: ProductId): boolean;
  filters: {
    include: ResourceMatch[];
    exclude: ResourceMatch[];
    maxAgeDays?: number;
  };
  /** Part of a product's resources that may go at once, 0 to 1. */
  maxRemovalShare: number;
  namespace: string;
  defaults: Ownership;
  /** No default owner is configured. */
  ownerIsAssumed: boolean;
  owners: OwnerRule[];
}

const ROOT = 'cloudflare.entityProvider';
const ASSUMED_OWNER = 'group:default/platform';

const valid = makeValidator();

function wrong(key: string, reason: string): InputError {
  return new InputError(`Invalid configuration at '${key}': ${reason}`);
}

/**
 * Reads `cloudflare.entityProvider`, `cloudflare.defaults` and
 * `cloudflare.owners`.
 *
 * @throws InputError that names the key and the reason
 */
export function readSyncConfig(root: Config): SyncConfig {
  const owner = readRef(root, 'cloudflare.defaults', 'owner', 'Group');
  const schedule = readSchedule(root);
  return {
    schedule,
    timeout: schedule.timeout,
    imports: readImports(root),
    filters: {
      include: readMatches(root, `${ROOT}.filters.include`),
      exclude: readMatches(root, `${ROOT}.filters.exclude`),
      maxAgeDays: readNumber(root, `${ROOT}.filters.maxAgeDays`, 1, 36_500),
    },
    maxRemovalShare:
      readNumber(root, `${ROOT}.safety.maxRemovalShare`, 0, 1) ?? 0.5,
    namespace: readNamespace(root),
    defaults: {
      owner: owner ?? ASSUMED_OWNER,
      system: readRef(root, 'cloudflare.defaults', 'system', 'System'),
    },
    ownerIsAssumed: owner === undefined,
    owners: readOwners(root),
  };
}

function readSchedule(
  root: Config,
): SchedulerServiceTaskScheduleDefinition & { timeout: HumanDuration } {
  const key = `${ROOT}.schedule`;
  const config = root.getOptionalConfig(key);
  let configured;
  try {
    configured =
      config && readSchedulerServiceTaskScheduleDefinitionFromConfig(config);
  } catch (error) {
    throw wrong(key, stringifyError(error));
  }
  if (configured?.scope === 'local') {
    throw wrong(
      `${key}.scope`,
      `expected 'global': an account has one sync, however many backends run`,
    );
  }
  return {
    frequency: { minutes: 10 },
    timeout: { minutes: 2 },
    initialDelay: { seconds: 3 },
    ...configured,
    scope: 'global',
  };
}

function readImports(root: Config): SyncConfig['imports'] {
  const key = `${ROOT}.import`;
  const config = root.getOptionalConfig(key);
  const off = new Set<string>();
  for (const product of config?.keys() ?? []) {
    if (!productIds.includes(product as ProductId)) {
      throw wrong(
        `${key}.${product}`,
        `there is no such product; the products are ${productIds.join(', ')}`,
      );
    }
    if (!config!.getBoolean(product)) {
      off.add(product);
    }
  }
  return product => !off.has(product);
}

function readMatches(root: Config, key: string): ResourceMatch[] {
  const configs = root.getOptionalConfigArray(key) ?? [];
  return configs.map((config, index) =>
    readResourceMatch(config, `${key}[${index}]`),
  );
}

function readOwners(root: Config): OwnerRule[] {
  const key = 'cloudflare.owners';
  const configs = root.getOptionalConfigArray(key) ?? [];
  return configs.map((config, index) => {
    const path = `${key}[${index}]`;
    const owner = readRefOf(config, path, 'owner', 'Group');
    const ownerTag = readTagKey(config, path, 'ownerTag');
    const system = readRefOf(config, path, 'system', 'System');
    const systemTag = readTagKey(config, path, 'systemTag');
    if ((owner === undefined) === (ownerTag === undefined)) {
      throw wrong(
        `${path}.owner`,
        `expected the entity ref of the owner, or 'ownerTag' in its place`,
      );
    }
    if (system !== undefined && systemTag !== undefined) {
      throw wrong(`${path}.systemTag`, `'system' is given already`);
    }
    const isNarrow = ['product', 'name', 'tag'].some(part => config.has(part));
    return {
      // A tag for the owner says by itself which resources are meant.
      match:
        isNarrow || ownerTag === undefined
          ? readResourceMatch(config, path)
          : undefined,
      owner,
      ownerTag,
      system,
      systemTag,
    };
  });
}

function readTagKey(
  config: Config,
  path: string,
  key: string,
): string | undefined {
  const value = config.getOptionalString(key);
  if (value?.includes(':')) {
    throw wrong(
      `${path}.${key}`,
      `expected the key of a Cloudflare tag, such as 'team' for tags like 'team:data'`,
    );
  }
  return value;
}

function readNamespace(root: Config): string {
  const key = 'cloudflare.defaults.namespace';
  const namespace = root.getOptionalString(key) ?? DEFAULT_NAMESPACE;
  if (!valid.isValidNamespace(namespace)) {
    throw wrong(
      key,
      'expected a catalog namespace: at most 63 lower-case letters, digits and dashes',
    );
  }
  return namespace;
}

function readRef(
  root: Config,
  parent: string,
  key: string,
  defaultKind: string,
): string | undefined {
  const config = root.getOptionalConfig(parent);
  return config && readRefOf(config, parent, key, defaultKind);
}

function readRefOf(
  config: Config,
  path: string,
  key: string,
  defaultKind: string,
): string | undefined {
  const value = config.getOptionalString(key);
  if (value === undefined) {
    return undefined;
  }
  const ref = fullEntityRef(value, defaultKind);
  if (ref !== undefined) {
    return ref;
  }
  throw wrong(
    `${path}.${key}`,
    `'${value}' is not an entity ref, such as ${defaultKind.toLowerCase()}:default/name`,
  );
}

function readNumber(
  root: Config,
  key: string,
  least: number,
  most: number,
): number | undefined {
  const value = root.getOptionalNumber(key);
  if (value !== undefined && !(value >= least && value <= most)) {
    throw wrong(key, `expected a number from ${least} to ${most}`);
  }
  return value;
}
