import {
  AiGatewayConfig,
  AiGatewayProvider,
  AiGatewayRoute,
  AiGatewayState,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { Lines } from '../components/Lines';
import { quantityText } from '../components/quantityText';
import { detailList, factsSection } from '../components/sections';
import { StatusTag } from '../components/StatusTag';
import type { SectionTranslate } from '../components/useSectionTranslation';
import {
  dollarsText,
  gatewayLatency,
  gatewayMetrics,
} from './ai-gateway.metrics';
import { Fact, ProductSection } from './ProductView';
import { aiGatewayTexts } from './ai-gateway.sections.messages';

type Config = AiGatewayConfig;

const providers = detailList(aiGatewayTexts)<Config, AiGatewayProvider>({
  id: 'providers',
  title: t => t('sections.aiGateway.config.providers'),
  // None that are known is not none where a source could not be read.
  rows: ({ providers: known, providersComplete }) =>
    known.length === 0 && !providersComplete ? undefined : known,
  columns: t => [
    {
      id: 'name',
      label: t('sections.aiGateway.config.provider'),
      isRowHeader: true,
      value: row => row.name,
      cell: row => row.name,
    },
    {
      id: 'sources',
      label: t('sections.aiGateway.config.knownFrom'),
      share: 2,
      value: row => sourcesText(row, t),
      cell: row => sourcesText(row, t),
    },
  ],
  rowId: row => row.name,
  none: t => t('sections.aiGateway.config.noProviders'),
});

const routes = detailList(aiGatewayTexts)<Config, AiGatewayRoute>({
  id: 'routes',
  title: t => t('sections.aiGateway.config.routes'),
  rows: config => config.routes,
  columns: t => [
    {
      id: 'name',
      label: t('sections.aiGateway.config.route'),
      isRowHeader: true,
      value: row => row.name,
      cell: row => row.name,
    },
    {
      id: 'state',
      label: t('sections.aiGateway.config.state'),
      value: row => row.active,
      cell: ({ active }) =>
        active === undefined ? (
          <Absent />
        ) : (
          <StatusTag
            tone={active ? 'success' : 'neutral'}
            label={t(
              active
                ? 'sections.aiGateway.config.active'
                : 'sections.aiGateway.config.inactive',
            )}
          />
        ),
    },
    {
      id: 'models',
      label: t('sections.aiGateway.config.models'),
      share: 2,
      value: row => row.models?.map(modelText).join(', '),
      cell: ({ models }) =>
        models ? <Lines items={models}>{modelText}</Lines> : <Absent />,
    },
    {
      id: 'fallback',
      label: t('sections.aiGateway.config.fallback'),
      value: row => row.fallback,
      cell: ({ fallback }) =>
        fallback === undefined ? (
          <Absent />
        ) : (
          t(
            fallback
              ? 'sections.aiGateway.config.fallsBack'
              : 'sections.aiGateway.config.noFallback',
          )
        ),
    },
  ],
  rowId: row => row.id,
  none: t => t('sections.aiGateway.config.noRoutes'),
});

const config = factsSection(aiGatewayTexts)<Config>({
  id: 'config',
  title: t => t('sections.aiGateway.config.title'),
  request: ({ account, name }) => ({
    path: [products.aiGateway.segment, name, 'config'],
    query: { account },
  }),
  facts: (data, t) => [
    {
      label: t('sections.aiGateway.config.authentication'),
      value: stateTag(data.authentication, t, 'warning'),
    },
    {
      label: t('sections.aiGateway.config.rateLimit'),
      value: limitText(data, t) ?? stateTag(data.rateLimit.state, t, 'warning'),
    },
    {
      label: t('sections.aiGateway.config.caching'),
      value: cachingText(data, t) ?? stateTag(data.caching.state, t),
    },
    {
      label: t('sections.aiGateway.config.retries'),
      value: retriesText(data, t) ?? stateTag(data.retries.state, t),
    },
    fallbackFact(data, t),
    {
      label: t('sections.aiGateway.config.guardrails'),
      value: hazardsText(data, t) ?? stateTag(data.guardrails.state, t),
    },
    {
      label: t('sections.aiGateway.config.dlp'),
      value:
        data.dlp.state === 'enabled' && data.dlp.actions?.length
          ? data.dlp.actions.join(', ')
          : stateTag(data.dlp.state, t),
    },
    {
      label: t('sections.aiGateway.config.spendLimits'),
      value: spendLimits(data, t) ?? stateTag(data.spendLimits.state, t),
    },
    {
      label: t('sections.aiGateway.config.logging'),
      value: stateTag(data.logging, t),
    },
    {
      label: t('sections.aiGateway.config.logpush'),
      value: stateTag(data.logpush, t),
    },
    {
      label: t('sections.aiGateway.config.traces'),
      value: data.traceExports,
    },
    {
      label: t('sections.aiGateway.config.zeroDataRetention'),
      value: stateTag(data.zeroDataRetention, t),
    },
    ...(data.providersComplete
      ? []
      : [
          {
            label: t('sections.aiGateway.config.providers'),
            value: t('sections.aiGateway.config.incomplete'),
          },
        ]),
  ],
  lists: [providers, routes],
});

/** `undefined` where Cloudflare does not tell. */
function stateTag(
  state: AiGatewayState,
  t: SectionTranslate<typeof aiGatewayTexts>,
  off: 'warning' | 'neutral' = 'neutral',
) {
  if (state === 'unknown') {
    return undefined;
  }
  return state === 'enabled' ? (
    <StatusTag tone="success" label={t('sections.aiGateway.config.on')} />
  ) : (
    <StatusTag tone={off} label={t('sections.aiGateway.config.off')} />
  );
}

function limitText(
  { rateLimit }: Config,
  t: SectionTranslate<typeof aiGatewayTexts>,
) {
  const { requests, intervalSeconds } = rateLimit;
  return requests === undefined || intervalSeconds === undefined
    ? undefined
    : t('sections.aiGateway.config.limit', {
        requests: quantityText(requests, 'count'),
        interval: quantityText(intervalSeconds, 'seconds'),
      });
}

function cachingText(
  { caching }: Config,
  t: SectionTranslate<typeof aiGatewayTexts>,
) {
  return caching.ttlSeconds === undefined
    ? undefined
    : t('sections.aiGateway.config.kept', {
        time: quantityText(caching.ttlSeconds, 'seconds'),
      });
}

function retriesText(
  { retries }: Config,
  t: SectionTranslate<typeof aiGatewayTexts>,
) {
  return retries.maxAttempts === undefined
    ? undefined
    : t('sections.aiGateway.config.attempts', {
        attempts: quantityText(retries.maxAttempts, 'count'),
      });
}

function fallbackFact(
  { fallback }: Config,
  t: SectionTranslate<typeof aiGatewayTexts>,
): Fact {
  const label = t('sections.aiGateway.config.fallback');
  switch (fallback.state) {
    case 'enabled':
      return { label, value: t('sections.aiGateway.config.byRoute') };
    case 'disabled':
      return { label, value: stateTag(fallback.state, t) };
    default:
      return {
        label,
        value: undefined,
        absent: t(
          fallback.reason === 'no-active-route'
            ? 'sections.aiGateway.config.noActiveRoute'
            : 'sections.aiGateway.config.notTold',
        ),
      };
  }
}

function hazardsText(
  { guardrails: { prompt, response } }: Config,
  t: SectionTranslate<typeof aiGatewayTexts>,
) {
  return (
    prompt &&
    response &&
    t('sections.aiGateway.config.hazards', {
      prompt: String(prompt.blocked + prompt.flagged),
      response: String(response.blocked + response.flagged),
    })
  );
}

function spendLimits(
  { spendLimits: { limits } }: Config,
  t: SectionTranslate<typeof aiGatewayTexts>,
) {
  return (
    limits?.length && (
      <Lines items={limits}>
        {({ limit, windowSeconds }) =>
          t('sections.aiGateway.config.spend', {
            limit: dollarsText(limit),
            interval: quantityText(windowSeconds, 'seconds'),
          })
        }
      </Lines>
    )
  );
}

function sourcesText(
  { sources }: AiGatewayProvider,
  t: SectionTranslate<typeof aiGatewayTexts>,
) {
  return sources
    .map(source => t(`sections.aiGateway.config.sources.${source}`))
    .join(', ');
}

function modelText({ provider, model }: { provider: string; model: string }) {
  return model === '' ? provider : `${provider} / ${model}`;
}

/** What the panel of an AI Gateway reads. */
export const aiGatewaySections: readonly ProductSection[] = [
  gatewayMetrics,
  config,
  gatewayLatency,
];
