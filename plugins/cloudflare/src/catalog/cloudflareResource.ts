import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  accountDashboardUrl,
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  dashboardUrl,
  DEFAULT_ACCOUNT_KEY,
  LABEL_CLOUDFLARE_DATA_CLASS,
  LABEL_CLOUDFLARE_ENVIRONMENT,
  Product,
  productOfResourceType,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { isCloudflareResource } from '../conditions';

/** What a catalog Resource tells about what it stands for at Cloudflare. */
export interface CloudflareResource {
  entity: Entity;
  entityRef: string;
  /** Absent for the Resource that stands for the account. */
  product?: Product;
  /** Key of the account in the configuration. */
  account: string;
  /** The qualified name. */
  name: string;
  /** Name for people. */
  title: string;
  environment?: string;
  /** What kind of data it holds, as a tag of it says. */
  dataClass?: string;
  owner?: string;
  dashboardUrl?: string;
  /** `spec.parameters`, as the sync or a person wrote them. */
  parameters: Parameters;
}

/** Reads `spec.parameters`: nothing is promised of what a person may write. */
export class Parameters {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: unknown) {
    this.#values =
      typeof values === 'object' && values !== null
        ? (values as Record<string, unknown>)
        : {};
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.#values[name];
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : undefined;
  }

  /** `undefined` where neither is said. */
  boolean(name: string): boolean | undefined {
    const value = this.#values[name];
    return typeof value === 'boolean' ? value : undefined;
  }

  /** Whether it is said to be true. */
  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** `undefined` where there is no list; what is no text is left out. */
  texts(name: string): string[] | undefined {
    const value = this.#values[name];
    return Array.isArray(value)
      ? value.filter((item): item is string => typeof item === 'string')
      : undefined;
  }

  /** `undefined` where there is no object. */
  nested(name: string): Parameters | undefined {
    const value = this.#values[name];
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? new Parameters(value)
      : undefined;
  }
}

/**
 * Reads an entity as a Resource of a Cloudflare account; `undefined` for any
 * other entity.
 */
export function readCloudflareResource(
  entity: Entity,
): CloudflareResource | undefined {
  if (!isCloudflareResource(entity)) {
    return undefined;
  }
  const product = productOfResourceType(String(entity.spec?.type));
  const parameters = new Parameters(entity.spec?.parameters);
  const name =
    entity.metadata.annotations?.[ANNOTATION_CLOUDFLARE_NAME] ??
    parameters.text('name') ??
    entity.metadata.title ??
    entity.metadata.name;
  return {
    entity,
    entityRef: stringifyEntityRef(entity),
    product,
    account:
      entity.metadata.annotations?.[ANNOTATION_CLOUDFLARE_ACCOUNT] ??
      parameters.text('account') ??
      DEFAULT_ACCOUNT_KEY,
    name,
    title: entity.metadata.title ?? name,
    environment:
      entity.metadata.labels?.[LABEL_CLOUDFLARE_ENVIRONMENT] ??
      parameters.text('environment'),
    dataClass: entity.metadata.labels?.[LABEL_CLOUDFLARE_DATA_CLASS],
    owner:
      typeof entity.spec?.owner === 'string' ? entity.spec.owner : undefined,
    dashboardUrl: dashboardUrlOf(product, parameters, name),
    parameters,
  };
}

function dashboardUrlOf(
  product: Product | undefined,
  parameters: Parameters,
  name: string,
): string | undefined {
  const accountId = parameters.text('accountId');
  if (accountId === undefined) {
    return undefined;
  }
  return product
    ? dashboardUrl(product, accountId, {
        id: parameters.text('id') ?? name,
        qualifiedName: name,
      })
    : accountDashboardUrl(accountId);
}
