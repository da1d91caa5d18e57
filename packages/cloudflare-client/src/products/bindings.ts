import { z } from 'zod';
import { maybe } from '../parsing';
import type { CfBinding, CfSecretCounts } from './bindings.types';
import { looksSecret } from './looksSecret';

type Target = Pick<CfBinding, 'targetId' | 'targetName' | 'targetScope'>;

const text = maybe(z.string());

/** The fields that name what is bound. */
export const bindingFieldsSchema = z.object({
  type: text,
  name: text,
  id: text,
  database_id: text,
  namespace_id: text,
  namespace: text,
  bucket_name: text,
  jurisdiction: text,
  queue_name: text,
  class_name: text,
  script_name: text,
  workflow_name: text,
  index_name: text,
  dataset: text,
  instance_name: text,
  store_id: text,
  service: text,
  environment: text,
});

type BindingFields = z.infer<typeof bindingFieldsSchema>;

/** Where each kind of binding says what it is bound to. */
const TARGETS: Record<string, (fields: BindingFields) => Target> = {
  kv_namespace: f => ({ targetId: f.namespace_id }),
  d1: f => ({ targetId: f.id ?? f.database_id }),
  r2_bucket: f => ({
    targetName: f.bucket_name,
    targetScope: f.jurisdiction,
  }),
  queue: f => ({ targetName: f.queue_name }),
  durable_object_namespace: f => ({
    targetId: f.namespace_id,
    targetName: f.class_name,
    targetScope: f.script_name,
  }),
  workflow: f => ({
    targetName: f.workflow_name,
    targetScope: f.script_name,
  }),
  vectorize: f => ({ targetName: f.index_name }),
  hyperdrive: f => ({ targetId: f.id }),
  analytics_engine: f => ({ targetName: f.dataset }),
  ai_search: f => ({ targetName: f.instance_name, targetScope: f.namespace }),
  ai_search_namespace: f => ({
    targetName: f.instance_name,
    targetScope: f.namespace,
  }),
  // The store alone: what its secrets are called can tell what they open.
  secrets_store_secret: f => ({ targetId: f.store_id }),
  // An account has one, which every such binding means.
  browser: () => ({ targetName: 'browser-rendering' }),
  service: f => ({ targetName: f.service, targetScope: f.environment }),
};

/** A binding without its values; kinds that are not known keep type and name. */
export function toBinding(fields: BindingFields): CfBinding {
  const type = fields.type ?? 'unknown';
  const target = Object.hasOwn(TARGETS, type) ? TARGETS[type](fields) : {};
  const binding: CfBinding = { type, name: fields.name ?? '' };
  for (const key of ['targetId', 'targetName', 'targetScope'] as const) {
    const value = target[key];
    if (value !== undefined && value !== '') {
      binding[key] = value;
    }
  }
  return binding;
}

/** A variable as the API gives it, with what anyone who reads the settings can read. */
export const variableSchema = z.object({
  type: text,
  name: text,
  text: z.unknown().optional(),
  json: z.unknown().optional(),
  value: z.unknown().optional(),
});

/** Counts secrets; the values are looked at here, and stay here. */
export function countSecrets(
  variables: readonly z.infer<typeof variableSchema>[],
): CfSecretCounts {
  const countOf = (kind: string) =>
    variables.filter(({ type }) => type === kind).length;
  return {
    plainTextSuspects: variables.filter(
      ({ type, name, text: plain, json, value }) =>
        (type === 'plain_text' || type === 'json') &&
        looksSecret(name ?? '', plain ?? json ?? value),
    ).length,
    secretText: countOf('secret_text'),
    secretsStore: countOf('secrets_store_secret'),
  };
}
