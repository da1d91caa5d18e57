import { Flex } from '@backstage/ui';
import {
  HyperdriveConfig,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { FactList } from '../components/FactList';
import { quantityText } from '../components/quantityText';
import { detailSection, seriesSection } from '../components/sections';
import { StatusTag } from '../components/StatusTag';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { hyperdriveCharts } from './hyperdrive.charts';
import { Fact, ProductSection } from './ProductView';
import { hyperdriveTexts } from './hyperdrive.sections.messages';

const product = products.hyperdrive;

/** Names need not be unique; an entity that a person wrote may have no id. */
function idOf({ parameters }: CloudflareResource): string | undefined {
  return parameters.text('id');
}

const config = detailSection(hyperdriveTexts)<readonly HyperdriveConfig[]>({
  id: 'config',
  title: t => t('sections.hyperdrive.config.title'),
  request: resource => {
    const { account, name } = resource;
    const id = idOf(resource);
    return {
      path: [product.segment, 'configs'],
      query: { account, name: id ?? name },
    };
  },
  isEmpty: configs => configs.length === 0,
  empty: t => ({
    title: t('sections.hyperdrive.config.emptyTitle'),
    description: t('sections.hyperdrive.config.emptyDescription'),
  }),
  render: ({ data, meta }, t) => (
    <Flex direction="column" gap="4">
      {data.map(found => (
        <FactList key={found.id} facts={factsOf(found, meta.masked, t)} />
      ))}
    </Flex>
  ),
});

function factsOf(
  found: HyperdriveConfig,
  isMasked: boolean,
  t: SectionTranslate<typeof hyperdriveTexts>,
): Fact[] {
  const { caching, connectionLimit, modifiedAt, restartedAt, tls } = found;
  const notTold = t('sections.hyperdrive.config.notTold');
  const seconds = (value: number | undefined) =>
    value === undefined ? undefined : quantityText(value, 'seconds');
  return [
    { label: t('sections.hyperdrive.config.engine'), value: found.engine },
    hostFact(found, isMasked, t),
    {
      label: t('sections.hyperdrive.config.port'),
      value: found.port === undefined ? undefined : String(found.port),
      absent: notTold,
    },
    {
      label: t('hyperdrive.facts.originDb'),
      value: found.database,
    },
    {
      label: t('hyperdrive.facts.network'),
      value:
        found.network === 'unknown'
          ? undefined
          : t(`hyperdrive.facts.networks.${found.network}`),
    },
    {
      label: t('sections.hyperdrive.config.tlsMode'),
      value: tls?.mode,
      absent: tls ? t('sections.hyperdrive.config.defaultMode') : notTold,
    },
    {
      label: t('hyperdrive.facts.clientCertificate'),
      value: tls && setting(tls.clientCertificate, t),
      absent: notTold,
    },
    {
      label: t('sections.hyperdrive.config.customCa'),
      value: tls && setting(tls.customCa, t),
      absent: notTold,
    },
    {
      label: t('sections.hyperdrive.config.caching'),
      value: caching && (
        <StatusTag
          tone={caching.enabled ? 'success' : 'neutral'}
          label={t(
            caching.enabled
              ? 'sections.hyperdrive.config.on'
              : 'sections.hyperdrive.config.off',
          )}
        />
      ),
      absent: notTold,
    },
    ...(caching?.enabled
      ? [
          {
            label: t('sections.hyperdrive.config.maxAge'),
            value: seconds(caching.maxAgeSeconds),
            absent: notTold,
          },
          {
            label: t('sections.hyperdrive.config.stale'),
            value: seconds(caching.staleWhileRevalidateSeconds),
            absent: notTold,
          },
        ]
      : []),
    {
      label: t('hyperdrive.facts.connectionLimit'),
      value:
        connectionLimit === undefined
          ? undefined
          : quantityText(connectionLimit, 'count'),
      absent: notTold,
    },
    {
      label: t('sections.hyperdrive.config.restarted'),
      value: restartedAt && <Time value={restartedAt} />,
      absent: t('sections.hyperdrive.config.never'),
    },
    {
      label: t('sections.hyperdrive.config.modified'),
      value: modifiedAt && <Time value={modifiedAt} />,
    },
  ];
}

function hostFact(
  { host, hostDomain, network }: HyperdriveConfig,
  isMasked: boolean,
  t: SectionTranslate<typeof hyperdriveTexts>,
): Fact {
  const label = t('sections.hyperdrive.config.host');
  if (host !== undefined || network === 'unknown') {
    return { label, value: host };
  }
  if (network === 'vpc') {
    return {
      label,
      value: undefined,
      absent: t('sections.hyperdrive.config.noHost'),
    };
  }
  if (hostDomain !== undefined) {
    return {
      label,
      value: t('sections.hyperdrive.config.maskedHost', { domain: hostDomain }),
    };
  }
  return {
    label,
    value: undefined,
    absent: isMasked ? t('sections.hyperdrive.config.hiddenHost') : undefined,
  };
}

function setting(
  isSet: boolean,
  t: SectionTranslate<typeof hyperdriveTexts>,
): string {
  return t(isSet ? 'hyperdrive.facts.set' : 'hyperdrive.facts.notSet');
}

const metrics = seriesSection(hyperdriveTexts)({
  id: 'metrics',
  title: t => t('sections.hyperdrive.metrics.title'),
  request: resource => ({
    path: [product.segment, idOf(resource) ?? resource.name, 'metrics'],
    query: { account: resource.account },
  }),
  charts: hyperdriveCharts,
});

/** What the panel of a Hyperdrive configuration reads. */
export const hyperdriveSections: readonly ProductSection[] = [config, metrics];
