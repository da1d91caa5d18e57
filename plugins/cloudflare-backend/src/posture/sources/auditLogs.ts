import { EvidenceCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import { logSources } from '../../evidence/kinds/logSources';
import { CapturedLogKind } from '../../evidence/logs/LogSource';
import { PostureSource } from '../PostureSources';
import { upstreamSource } from './upstreamSource';

/** What of the log with the kind in the key is kept here, and what is missing. */
export const logCoverage: PostureSource<EvidenceCoverage> = {
  name: 'kept logs',
  async read({ dependencies, now }, account, key) {
    const source = logSources[key as CapturedLogKind];
    return {
      value: await dependencies.evidence.coverage.of(account, source, {
        to: now,
      }),
      observedAt: now,
    };
  },
};

/** The newest event of the Access log; none when the log is empty. */
export const newestAccessEvent = upstreamSource<{ at?: string }>(
  'Access log',
  async ({ client }, _key, options) => ({
    value: { at: await client.zeroTrust.lastAuditEvent(options) },
  }),
);
