import { InputError } from '@backstage/errors';
import {
  EvidenceCoverage,
  evidenceKinds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { readWindow, timeField } from '../../routing/fields';
import { route, Route } from '../../routing/route';
import { EvidenceAccess } from '../EvidenceAccess';
import { logSources } from '../kinds/logSources';
import { LogCoverage } from './LogCoverage';
import { capturedLogKinds } from './LogSource';

const MOST_DAYS = 366;

const times = z.object({ from: z.string(), to: z.string() });

const coverage = z.object({
  account: z.string(),
  kind: z.enum(evidenceKinds),
  retentionHours: z.number(),
  since: z.string().optional(),
  window: times,
  covered: z.array(times),
  gaps: z.array(
    times.extend({
      state: z.enum(['open', 'lost']),
      until: z.string().optional(),
    }),
  ),
  days: z.array(
    z.object({
      day: z.string(),
      state: z.enum(['sealed', 'partial', 'unsealed']),
      bundle: z.string().optional(),
    }),
  ),
  lastReadAt: z.string().optional(),
}) satisfies z.ZodType<EvidenceCoverage>;

/** Routes about what of the logs is kept. */
export function coverageRoutes(services: {
  access: EvidenceAccess;
  coverage: LogCoverage;
}): Route[] {
  const { access } = services;
  return [
    route({
      method: 'get',
      path: '/v1/evidence/coverage',
      summary:
        'What of each log is kept or sealed, what is missing, and until when it can be read',
      access: access.toSome,
      scope: 'accounts',
      query: z.object({
        kind: z
          .enum(capturedLogKinds, {
            error: `expected one of ${capturedLogKinds.join(', ')}`,
          })
          .optional(),
        from: timeField,
        to: timeField,
      }),
      audit: 'evidence-read',
      response: z.array(coverage),
      cacheTtl: 'none',
      async handler({ accounts, query, caller }) {
        const now = new Date();
        const to = query.to ?? now;
        if (to > now) {
          throw new InputError(`The query parameter 'to' is not over yet`);
        }
        const { from } = query;
        const window = from ? readWindow({ from, to }, MOST_DAYS, now) : { to };
        const about = capturedLogKinds
          .filter(kind => !query.kind || kind === query.kind)
          .map(kind => ({
            kind,
            subject_type: 'account' as const,
            variant: 'pseudonymous' as const,
          }));
        const readable = access.readable(caller);
        const may = (log: (typeof about)[number]) =>
          access.permits(readable, log);
        const asked = accounts.flatMap(account =>
          about
            .filter(may)
            .map(({ kind }) =>
              services.coverage.of(account, logSources[kind], window),
            ),
        );
        return {
          data: await Promise.all(asked),
          problems: access.problemsOf(
            about.filter(log => !may(log)),
            caller,
          ),
        };
      },
    }),
  ];
}
