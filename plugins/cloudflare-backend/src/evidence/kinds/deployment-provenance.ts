import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  compareRecords,
  EvidenceGap,
  EvidenceRecord,
  EvidenceSubject,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  cloudflareReadAccountPermission,
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareService } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { namedResources } from '../../catalog/namedResources';
import { readEntity } from '../../catalog/readEntities';
import { readRef } from '../../catalog/readRef';
import { productBackends } from '../../products';
import {
  AuditCandidates,
  auditWindowOf,
  SoughtDeployment,
} from '../../provenance/auditCandidates';
import { readAuditLog, stretchesOf } from '../../provenance/auditLog';
import { deployedProducts } from '../../provenance/cataloguedDeployments';
import {
  DeploymentSources,
  ReadDeployment,
} from '../../provenance/DeploymentsReading';
import { deploymentAuditEvents } from '../../provenance/deploymentAuditEvents';
import {
  deployerText,
  provenanceSummary,
} from '../../provenance/provenanceSummary';
import { personal } from '../../redaction/marks';
import {
  CollectContext,
  EvidenceKindDefinition,
} from '../EvidenceKindDefinition';
import { gapsOf, inOrder, problemOfNow } from './gaps';
import { recordTime } from './recordTime';

const MOST_DAYS = 92;
const SETTLES_AFTER_HOURS = 24;
/** 500,000 events: of more, what is left is told as missing. */
const MOST_PAGES = 500;

const deploymentRecord = z.object({
  id: z.string(),
  occurredAt: z.string(),
  product: z.string(),
  name: z.string(),
  resourceId: z.string(),
  deploymentId: z.string(),
  env: z.string().optional(),
  branch: deployerText().optional(),
  stage: z.object({ name: z.string(), status: z.string() }).optional(),
  source: z.string().optional(),
  triggeredBy: z.string().optional(),
  rollback: z.boolean().optional(),
  message: deployerText().optional(),
  author: personal(z.string(), 'email').optional(),
  versions: z
    .array(
      z.object({
        id: z.string(),
        percentage: z.number(),
        number: z.number().optional(),
        createdAt: z.string().optional(),
        triggeredBy: z.string().optional(),
        provenance: provenanceSummary,
      }),
    )
    .optional(),
  commitDirty: z.boolean().optional(),
  artifactSha256: z.string().optional(),
  provenance: provenanceSummary,
  auditEvents: deploymentAuditEvents,
});

/** What deployments are read with. */
export interface DeploymentProvenanceDependencies extends DeploymentSources {
  auth: AuthService;
  catalog: CatalogService;
  cloudflare: CloudflareService;
}

/** A deployment of a product. */
interface Found extends ReadDeployment {
  product: ProductId;
}

/** What of the account is asked for: resources by name, or all when absent. */
type Choice = { product: ProductId; names?: string[] }[];

/**
 * What was deployed, from which commit and by which CI run, and the events of
 * the audit log about it. Of Workers all deployments, of Pages those to
 * production.
 */
export function deploymentProvenance(
  dependencies: DeploymentProvenanceDependencies,
): EvidenceKindDefinition {
  return {
    nature: 'log',
    mostDays: MOST_DAYS,
    settlesAfterHours: SETTLES_AFTER_HOURS,
    subjects: ['account', 'workers', 'pages', 'component'],
    permissions: ({ type }) => [
      cloudflareReadAccountPermission,
      ...deployedProducts
        .filter(({ id }) => id === type || !(type in products))
        .map(({ permission }) => permission),
    ],
    async collect(context) {
      const { account, window, redactor, reading, progress } = context;
      if (!window) {
        throw new Error('Evidence of deployments needs a window of time');
      }
      const signal = reading.signal ?? new AbortController().signal;
      const { subject, choice } = await choose(context, signal);
      let known = 0;
      const read = await Promise.all(
        choice.map(async ({ product, names }) => {
          const { deployments, gaps, unread } = await productBackends[product]
            .readDeployments!({
            ...dependencies,
            account,
            window,
            names,
            reading: { ...reading, signal },
          });
          known += deployments.length;
          progress(known);
          return {
            deployments: deployments.map(each => ({ ...each, product })),
            gaps,
            unread,
          };
        }),
      );
      const gaps = read.flatMap(each => each.gaps);
      const what = `${subject.product} ${subject.name}`;
      if (gaps.some(gap => isNotFound(gap) && gap.what === what)) {
        throw new CloudflareApiError({
          kind: 'not-found',
          message: `There is no '${subject.name}' among the ${subject.product} of the Cloudflare account '${account.key}'`,
        });
      }
      const deployments = read.flatMap(each => each.deployments);
      const audit = await readAudit(deployments, context);
      const recordOf = redactor.of(deploymentRecord);
      const records = deployments.map((deployment, i): EvidenceRecord => {
        const occurredAt = recordTime(deployment.createdAt);
        return {
          ...recordOf({
            ...deployment,
            id: [deployment.product, deployment.name, deployment.id].join('/'),
            deploymentId: deployment.id,
            occurredAt,
            versions: deployment.versions?.map(version => ({
              ...version,
              createdAt: version.createdAt && recordTime(version.createdAt),
            })),
            auditEvents: audit.found[i],
          }),
          occurredAt,
        };
      });
      return {
        subject,
        records: records.sort(compareRecords),
        count: records.length,
        gaps: inOrder([...gaps, ...audit.gaps]),
        unread: read.every(each => each.unread)
          ? problemOfNow(read.map(each => each.unread))
          : undefined,
      };
    },
  };

  async function choose(
    { account, subject }: CollectContext,
    signal: AbortSignal,
  ): Promise<{ subject: EvidenceSubject; choice: Choice }> {
    const { accountId } = account;
    if (subject.type === 'account') {
      const choice = deployedProducts.map(({ id }) => ({ product: id }));
      return { subject: { account: accountId }, choice };
    }
    if (subject.type !== 'component') {
      const { type, name } = subject;
      const product = deployedProducts.find(({ id }) => id === type)!.id;
      return {
        subject: { account: accountId, product, name },
        choice: [{ product, names: [name] }],
      };
    }
    const { auth, catalog, cloudflare } = dependencies;
    const ref = readRef('subject', subject.name, 'component');
    if (!ref.startsWith('component:')) {
      throw new InputError(`The subject '${ref}' is no Component`);
    }
    const component = await readEntity(
      catalog,
      ref,
      await auth.getOwnServiceCredentials(),
      signal,
    );
    if (!component) {
      throw new NotFoundError(`There is no entity '${ref}'`);
    }
    const named = namedResources(
      component,
      cloudflare.accounts().map(({ key }) => key),
    ).filter(each => each.account === account.key);
    const choice = deployedProducts.map(({ id }) => ({
      product: id,
      names: named
        .filter(({ product }) => product.id === id)
        .map(({ name }) => name),
    }));
    return {
      subject: {
        account: accountId,
        entityRef: stringifyEntityRef(component),
      },
      choice: choice.filter(({ names }) => names.length > 0),
    };
  }
}

/** The events of the audit log about deployments, by one reading of it. */
async function readAudit(
  deployments: readonly Found[],
  { account, reading }: CollectContext,
) {
  const sought = deployments.map(
    ({ product, name, resourceId, id, versions = [], createdAt }) =>
      ({
        product,
        name,
        ids: [resourceId, id, ...versions.map(version => version.id)],
        deployedAt: Date.parse(createdAt),
      } satisfies SoughtDeployment),
  );
  const log = await readAuditLog(
    account.client,
    stretchesOf(sought.map(auditWindowOf)),
    { mostPages: MOST_PAGES, now: Date.now(), reading },
  );
  const candidates = new AuditCandidates(log);
  const found = sought.map(each => {
    const { events, ...told } = candidates.of(each);
    return {
      ...told,
      events: events.map(event => ({
        ...event,
        time: recordTime(event.time),
      })),
    };
  });
  const reasons = new Set(found.flatMap(({ reason }) => reason ?? []));
  const gaps: EvidenceGap[] = [
    ...gapsOf(
      'audit log',
      log.stretches.flatMap(({ problem }) => problem ?? []),
    ),
    ...[...reasons]
      .filter(reason => reason !== 'unavailable')
      .map(reason => ({
        what: 'audit log',
        reason: reason === 'too-old' ? 'not-supported' : 'incomplete',
      })),
  ];
  return { found, gaps: distinct(gaps) };
}

function isNotFound({ reason }: EvidenceGap): boolean {
  return reason === 'not-found';
}

function distinct(gaps: readonly EvidenceGap[]): EvidenceGap[] {
  return [...new Map(gaps.map(gap => [JSON.stringify(gap), gap])).values()];
}
