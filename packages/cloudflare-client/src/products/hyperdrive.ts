import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import { maybe } from '../parsing';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import type {
  CfHyperdrive,
  CfHyperdriveOrigin,
  HyperdriveArea,
} from './hyperdrive.types';

const CONFIGS_PER_PAGE = 100;

const CONFIGS: Subject = {
  area: 'hyperdrive',
  product: 'hyperdrive',
  what: 'the Hyperdrive configurations',
  permission: 'Hyperdrive Read',
};

/** A connection string that was entered elsewhere can hold a password. */
const SCHEME = /^[a-z][a-z0-9+.-]{0,31}$/i;
const HOST = /^[\w.:[\]-]+$/;
const DATABASE = /^[^?#@:/\\]+$/;

const text = maybe(z.string());
const count = maybe(z.number());
const matching = (pattern: RegExp) =>
  text.transform(value => (value && pattern.test(value) ? value : undefined));

const originSchema = z.object({
  scheme: matching(SCHEME),
  host: matching(HOST),
  port: count,
  database: matching(DATABASE),
  access_client_id: text,
  service_id: text,
});

function toOrigin(raw: z.infer<typeof originSchema>): CfHyperdriveOrigin {
  return {
    network: networkOf(raw),
    scheme: raw.scheme,
    host: raw.host,
    port: raw.port,
    database: raw.database,
  };
}

function networkOf(
  raw: z.infer<typeof originSchema>,
): CfHyperdriveOrigin['network'] {
  if (raw.service_id) {
    return 'vpc';
  }
  if (raw.access_client_id) {
    return 'access';
  }
  return raw.host ? 'direct' : 'unknown';
}

const configSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    origin: originSchema,
    caching: maybe(
      z.object({
        disabled: maybe(z.boolean()),
        max_age: count,
        stale_while_revalidate: count,
      }),
    ),
    mtls: maybe(
      z.object({
        ca_certificate_id: text,
        mtls_certificate_id: text,
        sslmode: text,
      }),
    ),
    origin_connection_limit: count,
    created_on: text,
    modified_on: text,
    restarted_on: text,
  })
  .transform(
    (raw): CfHyperdrive => ({
      id: raw.id,
      name: raw.name,
      origin: toOrigin(raw.origin),
      caching: raw.caching && {
        // Caching is on unless somebody turned it off.
        enabled: raw.caching.disabled !== true,
        maxAgeSeconds: raw.caching.max_age,
        staleWhileRevalidateSeconds: raw.caching.stale_while_revalidate,
      },
      tls: raw.mtls && {
        mode: raw.mtls.sslmode || undefined,
        customCa: Boolean(raw.mtls.ca_certificate_id),
        clientCertificate: Boolean(raw.mtls.mtls_certificate_id),
      },
      connectionLimit: raw.origin_connection_limit,
      createdAt: raw.created_on,
      modifiedAt: raw.modified_on,
      restartedAt: raw.restarted_on,
    }),
  );

/** Hyperdrive: configurations. */
export const hyperdriveArea: AreaDefinition<HyperdriveArea> = {
  requests: ['GET /accounts/{account}/hyperdrive/configs'],
  create: connection => {
    const account_id = connection.accountId;
    return {
      list: options =>
        readNumbered({
          subject: CONFIGS,
          schema: configSchema,
          identify: config => config.id,
          perPage: CONFIGS_PER_PAGE,
          read: (page, per_page) =>
            connection.read(CONFIGS, options, (sdk, send) =>
              sdk.hyperdrive.configs.list({ account_id, page, per_page }, send),
            ),
        }),
    };
  },
};
