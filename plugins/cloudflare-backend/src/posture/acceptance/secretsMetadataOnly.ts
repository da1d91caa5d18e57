import { Config } from '@backstage/config';
import { looksSecret } from '@cloudflare-backstage/cloudflare-client';
import { JsonObject, JsonValue } from '@backstage/types';
import { isSynced, readEntities } from '../../catalog/readEntities';
import { responseSchemaOf } from '../../routing/openApi';
import { Route } from '../../routing/route';
import { AcceptanceContext, Criterion, unknown } from './Criterion';

/** Fields that are called like what must never leave. */
const SECRET_FIELD =
  /(?:password|passphrase|private_?key|secret_?(?:text|value|key)|access_?key|api_?(?:token|key)|client_?secret|credential)s?$/i;
/** In what tells of secrets, these would be values of theirs. */
const VALUE_FIELD = /^(?:value|text|secret|plaintext)$/i;
const OF_SECRETS = /^\/v1\/secrets-store\//;

/** Of secrets, nothing but metadata leaves. */
export const secretsMetadataOnly: Criterion = {
  id: 'secrets-metadata-only',
  title: 'Of secrets only metadata is shown, never a value',
  async judge(context) {
    const { routes, services } = context;
    const fields = routes
      .filter(({ contentTypes }) => !contentTypes)
      .flatMap(fieldsOf);
    const carrying = fields.filter(({ route, name }) => {
      const isValue = OF_SECRETS.test(route.path) && VALUE_FIELD.test(name);
      return isValue || SECRET_FIELD.test(name);
    });
    const tokens = configuredTokens(services.dependencies.config);
    const { scanned, hits } = await scanEntities(context, tokens);
    const figures = [
      { label: 'Fields of answers', value: fields.length },
      { label: 'Of these, with the value of a secret', value: carrying.length },
      { label: 'Entities that were searched', value: scanned },
      { label: 'API tokens that were searched for', value: tokens.length },
      { label: 'Entities with a token, or what looks like one', value: hits },
    ];
    if (carrying.length > 0 || hits > 0) {
      return {
        state: 'missed',
        figures,
        message:
          hits > 0
            ? 'Entities of the catalog hold what looks like a secret: rotate it, and remove it from its name or annotation'
            : `A route answers ${carrying[0].name}`,
      };
    }
    return scanned === 0 || tokens.length === 0
      ? unknown(
          scanned === 0
            ? 'The catalog shows no entity that could be searched'
            : 'No API token is configured that could be searched for',
          figures,
        )
      : {
          state: 'met',
          figures,
          message: `No answer has a field for one, and no entity${
            context.view.refs ? ' that you may see' : ''
          } holds one`,
        };
  },
};

interface Field {
  route: Route;
  name: string;
}

/** The names of all fields that a route can answer, at any depth. */
function fieldsOf(route: Route): Field[] {
  const names: string[] = [];
  const visit = (schema: JsonValue | undefined, name?: string) => {
    if (typeof schema !== 'object' || schema === null) {
      return;
    }
    const {
      properties,
      items,
      additionalProperties,
      anyOf = [],
    } = schema as JsonObject;
    const inner = [items, additionalProperties, ...(anyOf as JsonValue[])];
    if (!properties && !inner.some(Boolean) && name !== undefined) {
      names.push(name);
    }
    for (const [key, field] of Object.entries(
      (properties ?? {}) as JsonObject,
    )) {
      visit(field, key);
    }
    inner.forEach(each => visit(each, name));
  };
  visit(responseSchemaOf(route));
  return names.map(name => ({ route, name }));
}

/** The tokens that the backend reads Cloudflare with. */
function configuredTokens(root: Config): string[] {
  const cloudflare = root.getOptionalConfig('cloudflare');
  const accounts = cloudflare?.getOptionalConfig('accounts');
  const all = [
    cloudflare,
    ...(accounts?.keys() ?? []).map(key => accounts!.getConfig(key)),
  ];
  return all.flatMap(config =>
    ['apiToken', 'buildsToken'].flatMap(
      key => config?.getOptionalString(key)?.trim() || [],
    ),
  );
}

async function scanEntities(
  { services, caller, signal }: AcceptanceContext,
  tokens: readonly string[],
): Promise<{ scanned: number; hits: number }> {
  const entities = readEntities(
    services.dependencies.catalog,
    { filter: { kind: ['Resource', 'Component'] } },
    caller.credentials,
    signal,
  );
  let scanned = 0;
  let hits = 0;
  for await (const entity of entities) {
    if (entity.kind === 'Component' || isSynced(entity)) {
      scanned += 1;
      hits += Number(textsIn(entity).some(text => isSecret(text, tokens)));
    }
  }
  return { scanned, hits };
}

function isSecret(text: string, tokens: readonly string[]): boolean {
  return tokens.some(token => text.includes(token)) || looksSecret('', text);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}
