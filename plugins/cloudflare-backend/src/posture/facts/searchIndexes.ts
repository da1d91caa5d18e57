import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { matchesResource } from '@cloudflare-backstage/plugin-cloudflare-node';
import { ScorecardFacts } from '../CollectedFacts';
import { indexInfo, lastCrawl } from '../sources/aiStack';
import { catalogReading } from '../sources/productSync';
import { notTold, parametersOf, readOf, together } from './subjectReading';

const SOURCE_UNTOLD: CloudflareProblem = notTold(
  'the kind of source of the AI Search instance',
);

/** What the checks of Vectorize and AI Search look at. */
export const searchFacts: Pick<
  ScorecardFacts<'ai-governance'>,
  'vectorize.dimensions' | 'vectorize.fresh' | 'aisearch.crawl'
> = {
  async 'vectorize.dimensions'(subject, sources) {
    const { name } = subject;
    const embedding = sources.config.embeddingModels.find(({ index }) =>
      matchesResource(
        { name: index },
        { product: 'vectorize', name, tags: [] },
      ),
    );
    const catalog = await catalogReading(subject, sources);
    const dimensions = parametersOf(subject).number('dimensions');
    return {
      facts: {
        model: embedding?.model ?? null,
        modelDimensions: embedding?.dimensions ?? null,
        dimensions,
        ...(embedding &&
          dimensions !== undefined && {
            isSame: dimensions === embedding.dimensions,
          }),
      },
      ...catalog,
      ...(dimensions === undefined && {
        problem: notTold('the dimensions of the index'),
      }),
    };
  },

  async 'vectorize.fresh'(subject, sources) {
    const { value, ...told } = await readOf(
      subject,
      indexInfo,
      sources,
      subject.name,
    );
    return {
      facts: {
        processedUpTo: value?.processedUpTo,
        vectors: value?.vectorCount,
      },
      ...told,
      ...(value &&
        value.processedUpTo === undefined && {
          problem: notTold('when the index was written to'),
        }),
    };
  },

  async 'aisearch.crawl'(subject, sources) {
    const parameters = parametersOf(subject);
    const [connector] = parameters.texts('connectors');
    const hasSource = connector && connector !== 'built-in';
    const catalog = await catalogReading(subject, sources);
    if (catalog.sources.length === 0) {
      return { facts: {}, ...catalog };
    }
    if (!hasSource) {
      return {
        facts: connector ? { hasSource: false } : {},
        ...catalog,
        ...(!connector && { problem: SOURCE_UNTOLD }),
      };
    }
    const { value, ...told } = await readOf(
      subject,
      lastCrawl,
      sources,
      subject.name,
    );
    const { lastSuccess } = value ?? {};
    return {
      facts: {
        hasSource: true,
        isEnabled: parameters.flag('enabled') ?? null,
        isPaused: parameters.flag('paused') ?? null,
        lastSuccessAt: lastSuccess === null ? null : lastSuccess?.endedAt,
      },
      ...together(told, catalog),
    };
  },
};
