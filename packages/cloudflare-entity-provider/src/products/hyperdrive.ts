import { CfHyperdrive } from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';

const DESCRIPTIONS: Record<CfHyperdrive['origin']['network'], string> = {
  direct: 'Cloudflare Hyperdrive to a database over the internet.',
  access: 'Cloudflare Hyperdrive to a database behind Cloudflare Access.',
  vpc: 'Cloudflare Hyperdrive to a database of a private network.',
  unknown: 'Cloudflare Hyperdrive to a database.',
};

const setting = (isOn: boolean) => (isOn ? 'enabled' : 'disabled');

/**
 * Hyperdrive: a Resource per configuration. Whoever reads the catalog does not
 * see where a database is: its host is in no entity.
 */
export const hyperdriveIngestion: ResourceIngestion<CfHyperdrive> = {
  kind: kindOfProduct(products.hyperdrive),
  version: 1,
  entityTags: ['hyperdrive'],
  bindingTargets: { hyperdrive: ({ targetId }) => ({ id: targetId }) },
  list: (client, options) => client.hyperdrive.list(options),
  describe: config => ({
    id: config.id,
    qualifiedName: config.name,
    title: config.name,
    tags: [],
    lastChange: config.modifiedAt ?? config.createdAt,
  }),
  toEntity: config => {
    const { origin, caching, tls } = config;
    return {
      description: DESCRIPTIONS[origin.network],
      tags: origin.scheme === undefined ? [] : [origin.scheme],
      parameters: {
        originDb: originDb(origin),
        network: origin.network,
        caching: caching && setting(caching.enabled),
        connectionLimit: config.connectionLimit,
        tlsMode: tls?.mode,
        tlsCustomCa: tls?.customCa,
        mtls: tls && setting(tls.clientCertificate),
        createdAt: config.createdAt,
        modifiedAt: config.modifiedAt,
      },
    };
  },
};

/** Engine and database, as a URL that names neither host nor user. */
function originDb({
  scheme,
  database,
}: CfHyperdrive['origin']): string | undefined {
  return scheme === undefined
    ? undefined
    : `${scheme}:///${encodeURIComponent(database ?? '')}`;
}
