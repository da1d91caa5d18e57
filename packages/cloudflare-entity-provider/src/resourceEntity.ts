import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_VIEW_URL,
  Entity,
  makeValidator,
} from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  LABEL_CLOUDFLARE_ENVIRONMENT,
  NamingAccount,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  EnvironmentRules,
  matchesResource,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { ResolvedBindings } from './bindingGraph';
import { ListedResource } from './inventory';
import { Ownership, SyncConfig } from './readSyncConfig';
import { AnyIngestion, EntityProjection } from './ResourceIngestion';

const MAX_TAG_LENGTH = 63;
const MAX_TEXT_LENGTH = 1000;

const valid = makeValidator();

/** Where the entities of an account come from. Stable for ever. */
export function locationOf(account: NamingAccount): string {
  return `cloudflare-provider:${account.key}`;
}

/** Makes the entity of a resource. The same input gives the same entity. */
export function resourceEntity(
  ingestion: AnyIngestion,
  resource: ListedResource,
  projection: EntityProjection,
  bindings: ResolvedBindings,
  context: {
    account: NamingAccount;
    config: SyncConfig;
    environments: EnvironmentRules;
  },
): Entity {
  const { kind } = ingestion;
  const { account, config } = context;
  const { id, qualifiedName, title } = resource.description;
  const { owner, system } = ownershipOf(ingestion, resource, config);
  const environment =
    kind.id === 'account'
      ? undefined
      : context.environments.environmentOf({
          product: kind.id,
          name: qualifiedName,
          tags: resource.tags,
        });
  const location = locationOf(account);
  const dashboard = kind.dashboardUrl(account.accountId, { id, qualifiedName });
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: resource.entityName,
      namespace: config.namespace,
      title: cleanText(title) || resource.entityName,
      description: projection.description,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_VIEW_URL]: dashboard,
        [ANNOTATION_CLOUDFLARE_ACCOUNT]: account.key,
        [ANNOTATION_CLOUDFLARE_NAME]: cleanText(qualifiedName),
      },
      ...(environment !== undefined &&
        valid.isValidLabelValue(environment) && {
          labels: { [LABEL_CLOUDFLARE_ENVIRONMENT]: environment },
        }),
      tags: [
        ...new Set(
          ['cloudflare', ...ingestion.entityTags, environment, ...resource.tags]
            .map(tag => tag && tagOf(tag))
            .filter(tag => tag !== undefined),
        ),
      ],
      links: [
        { url: dashboard, title: 'Cloudflare dashboard', icon: 'dashboard' },
        ...(projection.links ?? [])
          .filter(({ url }) => isWebLink(url))
          .map(link => ({ url: link.url, title: cleanText(link.title) })),
      ],
    },
    spec: {
      type: kind.type,
      owner,
      ...(system !== undefined && { system }),
      parameters: clean({
        accountId: account.accountId,
        account: account.key,
        id,
        name: qualifiedName,
        environment,
        ...projection.parameters,
        ...(bindings.dangling.length && {
          danglingBindings: bindings.dangling,
        }),
      }) as JsonObject,
      ...(bindings.dependsOn.length && { dependsOn: bindings.dependsOn }),
    },
  };
}

function ownershipOf(
  { kind }: AnyIngestion,
  { description, tags }: ListedResource,
  { owners, defaults }: SyncConfig,
): Ownership {
  const product = kind.id;
  const rule =
    product === 'account'
      ? undefined
      : owners.find(({ match }) =>
          matchesResource(match, {
            product,
            name: description.qualifiedName,
            tags,
          }),
        );
  return {
    owner: rule?.owner ?? defaults.owner,
    system: rule?.system ?? defaults.system,
  };
}

/**
 * A tag that the catalog takes; undefined when nothing of it is left, or when
 * it can hold an e-mail address.
 */
function tagOf(value: string): string | undefined {
  if (value.includes('@')) {
    return undefined;
  }
  const tag = value
    .toLowerCase()
    .replace(/[^a-z0-9:+#]+/g, '-')
    .slice(0, MAX_TAG_LENGTH)
    .replace(/^-|-$/g, '');
  return valid.isValidTag(tag) ? tag : undefined;
}

function isWebLink(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

/** Text that Cloudflare's users wrote, without what could disturb a reader. */
function cleanText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, MAX_TEXT_LENGTH)
    .trim();
}

/** Cleans all text, and leaves out what is undefined, as JSON would. */
function clean(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    return cleanText(value);
  }
  if (Array.isArray(value)) {
    return value.map(clean);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        inner === undefined ? [] : [[key, clean(inner)]],
      ),
    );
  }
  return value;
}
