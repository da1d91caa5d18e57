import {
  ANNOTATION_RETENTION_DOC,
  ANNOTATION_SCHEMA_DOC,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardFacts } from '../CollectedFacts';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { kvSample } from '../sources/kvSample';
import { catalogReading } from '../sources/productSync';
import { r2RetentionFacts } from './data-retention.r2';
import { ifRegulated, ofDataClasses } from './dataClass';
import { namesPage } from './namesPage';
import { componentsUsing } from './resourceUsers';
import { notTold, parametersOf, readOf, together } from './subjectReading';

/** What the checks of the scorecard look at. */
export const dataRetentionFacts: ScorecardFacts<'data-retention'> = {
  ...r2RetentionFacts,

  'kv.ttl': ofDataClasses(ifRegulated, async (subject, sources) => {
    const id = parametersOf(subject).text('id') ?? '';
    const { value, ...from } = await readOf(subject, kvSample, sources, id);
    if (!value || from.problem) {
      return { ...from, facts: {} };
    }
    const { sampled, withTtl, isAll } = value;
    const without = sampled - withTtl;
    return {
      ...from,
      facts: {
        sampled,
        withTtl,
        ...(sampled > 0 && { withTtlPercent: (100 * withTtl) / sampled }),
        ...(isAll && { total: sampled }),
      },
      ...(without > 0 && {
        findings: [
          `${without} of ${sampled} keys ${
            isAll ? '' : 'in the sample '
          }have no expiration`,
        ],
      }),
    };
  }),

  'kv.policy-doc': ofDataClasses(ifRegulated, (subject, sources) =>
    documents(subject, sources, ANNOTATION_RETENTION_DOC),
  ),

  'd1.documented': async (subject, sources) => {
    const catalog = await catalogReading(subject, sources);
    const told = await documents(subject, sources, ANNOTATION_SCHEMA_DOC);
    return { ...told, ...together(told, catalog) };
  },

  'hyperdrive.tls': async (subject, sources) => {
    const catalog = await catalogReading(subject, sources);
    const parameters = parametersOf(subject);
    const network = parameters.text('network');
    const mtls = parameters.text('mtls');
    // Where Cloudflare tells of TLS, but of no mode, its default holds.
    const tlsMode =
      mtls === undefined ? undefined : modeOf(parameters.text('tlsMode'));
    return {
      ...catalog,
      ...(mtls === undefined && {
        problem: notTold(
          'how the connection to the database is secured; set its SSL mode to have it told',
        ),
      }),
      facts: {
        ...(network !== undefined && { network }),
        ...(tlsMode !== undefined && {
          tlsMode,
          clientCertificate: mtls === 'enabled',
        }),
      },
    };
  },
};

/** PostgreSQL and MySQL spell the same modes differently. */
function modeOf(mode = 'default'): string {
  return mode.toLowerCase().replaceAll('_', '-');
}

/** Which Components that use a resource name a page about it. */
async function documents(
  subject: PostureSubject,
  sources: PostureSources,
  annotation: string,
) {
  const use = await componentsUsing(subject, sources);
  const faults = use.found
    .filter(({ entity }) => !namesPage(entity, annotation))
    .map(({ entity, entityRef }) =>
      entity.metadata.annotations?.[annotation]
        ? `${entityRef} names in '${annotation}' neither an https URL nor a path in TechDocs that it has`
        : `${entityRef} has no annotation '${annotation}'`,
    );
  const components = use.found.length;
  return {
    facts: { components, documented: components - faults.length },
    ...together({ sources: [], problem: use.incomplete }, use),
    ...(use.incomplete && { atLeast: ['components', 'documented'] as const }),
    findings:
      components === 0 && !use.incomplete
        ? ['No Component uses it, so that nobody can describe it']
        : faults,
  };
}
