import { ANNOTATION_WEBSOCKET_DOC } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardFacts } from '../CollectedFacts';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { accountMetrics } from '../sources/accountMetrics';
import { catalogReading } from '../sources/productSync';
import { namesPage } from './namesPage';
import { percentOf } from './percentOf';
import { resourcesUsedBy } from './resourceUsers';
import {
  FactsFrom,
  parametersOf,
  readOf,
  together,
  unmeasured,
} from './subjectReading';

/** What the checks of Durable Objects look at. */
export const durableObjectFacts: Pick<
  ScorecardFacts<'resilience'>,
  'do.error-rate' | 'do.websocket-doc'
> = {
  async 'do.error-rate'(subject, sources) {
    const told = await readOf(subject, accountMetrics, sources);
    const measured = told.value?.objectInvocations;
    const rows = measured?.of(parametersOf(subject).text('id') ?? '') ?? [];
    const from = {
      sources: told.sources,
      problem: measured?.problem ?? told.problem,
    };
    if (rows.length === 0) {
      return { facts: { requests: unmeasured(measured) }, ...from };
    }
    const requests = sum(rows.map(row => row.requests));
    const errors = sum(rows.map(row => row.errors));
    const isPartial = measured?.problem !== undefined;
    return {
      facts: {
        requests,
        errors,
        // Of a part of the requests nothing follows for all of them.
        ...(!isPartial && { errorPercent: percentOf(errors, requests) }),
      },
      ...from,
      ...(isPartial && { atLeast: ['requests', 'errors'] }),
    };
  },

  async 'do.websocket-doc'(subject, sources) {
    const { found: classes, ...use } = await resourcesUsedBy(
      subject,
      'durableObjects',
      sources,
    );
    const read = await Promise.all(
      classes.map(one => readWebSockets(one, sources)),
    );
    const catalog = await catalogReading(subject, sources);
    const using = classes.filter((_, index) => read[index].isUsing);
    const isSure =
      !use.incomplete && read.every(({ isUsing }) => isUsing !== undefined);
    return {
      facts: {
        webSocketClasses: using.length,
        isDocumented: namesPage(subject.entity, ANNOTATION_WEBSOCKET_DOC),
      },
      ...together(
        { sources: [], problem: use.incomplete },
        ...read,
        use,
        catalog,
      ),
      ...(!isSure && { atLeast: ['webSocketClasses'] }),
      findings: using.map(({ name }) => `'${name}' has WebSockets`),
    };
  },
};

async function readWebSockets(
  subject: PostureSubject,
  sources: PostureSources,
): Promise<FactsFrom & { isUsing?: boolean }> {
  const told = await readOf(subject, accountMetrics, sources);
  const measured = told.value?.objectActivity;
  const isUsing = (
    measured?.of(parametersOf(subject).text('id') ?? '') ?? []
  ).some(
    ({
      inboundWebsocketMessages,
      outboundWebsocketMessages,
      activeWebsocketConnections = 0,
    }) =>
      inboundWebsocketMessages +
        outboundWebsocketMessages +
        activeWebsocketConnections >
      0,
  );
  const isWhole = measured !== undefined && !measured.problem;
  return {
    sources: told.sources,
    problem: measured?.problem ?? told.problem,
    ...((isUsing || isWhole) && { isUsing }),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
