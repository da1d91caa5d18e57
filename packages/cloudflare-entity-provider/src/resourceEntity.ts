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
  LABEL_CLOUDFLARE_DATA_CLASS,
  LABEL_CLOUDFLARE_ENVIRONMENT,
  NamingAccount,
  siteUrl,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Relations } from './bindingGraph';
import { isDetailUnread } from './details';
import { ListedResource } from './inventory';
import { Ownership } from './readSyncConfig';
import { AnyIngestion, EntityProjection } from './ResourceIngestion';
import { RunContext } from './RunContext';

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
  { owner, system }: Ownership,
  relations: Relations,
  context: Pick<
    RunContext,
    'account' | 'config' | 'environments' | 'dataClasses'
  >,
): Entity {
  const { kind } = ingestion;
  const { account, config } = context;
  const { id, qualifiedName, title } = resource.description;
  const { dangling, dependsOn, dependencyOf } = relations;
  const matched = kind.id !== 'account' && {
    product: kind.id,
    name: qualifiedName,
    tags: resource.tags,
  };
  const environment = matched
    ? context.environments.environmentOf(matched)
    : undefined;
  const labels = Object.entries({
    [LABEL_CLOUDFLARE_ENVIRONMENT]: environment,
    [LABEL_CLOUDFLARE_DATA_CLASS]: matched
      ? context.dataClasses.dataClassOf(matched)
      : undefined,
  }).filter((label): label is [string, string] =>
    valid.isValidLabelValue(label[1]),
  );
  const { jurisdiction } = projection;
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
      ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
      tags: [
        ...new Set(
          [
            'cloudflare',
            ...ingestion.entityTags,
            ...(projection.tags ?? []),
            environment,
            jurisdiction && `jurisdiction:${jurisdiction}`,
            ...resource.tags,
          ]
            .map(tag => tag && tagOf(tag))
            .filter(tag => tag !== undefined),
        ),
      ],
      links: [
        { url: dashboard, title: 'Cloudflare dashboard', icon: 'dashboard' },
        ...(projection.links ?? [])
          .filter(({ url }) => siteUrl(url) !== undefined)
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
        jurisdiction,
        ...projection.parameters,
        ...relations.parameters,
        ...resource.measured,
        orphan: resource.orphan,
        ...(dangling.length && { danglingBindings: dangling }),
        ...(isDetailUnread(ingestion, resource) && { detailComplete: false }),
        ...(!relations.complete && { bindingsComplete: false }),
        ...(resource.tagsUnread && { tagsComplete: false }),
      }) as JsonObject,
      ...(dependsOn.length && { dependsOn }),
      ...(dependencyOf.length && { dependencyOf }),
    },
  };
}

/**
 * A tag that the catalog takes; undefined when nothing of it is left, or when
 * it can hold an e-mail address.
 */
function tagOf(value: string): string | undefined {
  if (/@|%(?:25)*40/.test(value)) {
    return undefined;
  }
  const tag = value
    .toLowerCase()
    .replace(/[^a-z0-9:+#]+/g, '-')
    .slice(0, MAX_TAG_LENGTH)
    .replace(/^-|-$/g, '');
  return valid.isValidTag(tag) ? tag : undefined;
}

/** Text that Cloudflare's users wrote, without what could disturb a reader. */
function cleanText(text: string): string {
  // Most text is plain, which is told faster than it is replaced.
  const visible = /[^ -~]/.test(text)
    ? text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    : text;
  return visible.slice(0, MAX_TEXT_LENGTH).trim();
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
    const cleaned: JsonObject = {};
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) {
        cleaned[key] = clean(inner);
      }
    }
    return cleaned;
  }
  return value;
}
