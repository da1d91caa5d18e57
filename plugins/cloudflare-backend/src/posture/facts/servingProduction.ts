import {
  DeploymentParameters,
  LABEL_CLOUDFLARE_ENVIRONMENT,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { productBackends } from '../../products';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { productionDeployments } from '../sources/productionDeployments';
import { catalogReading } from '../sources/productSync';
import { FactsFrom, readOf, whyDetailUnread } from './subjectReading';

const NOT_READ =
  'What serves is not read yet: the sync reads it with one of its next runs';

/** A subject as something that may serve production. */
export interface ServingSubject {
  /** Absent: not known. */
  production?: boolean;
  /** Absent: not known. */
  deployed?: boolean;
  /** What serves, if it serves production. */
  deployment?: ProductionDeployment;
  /** Of what the catalog tells. */
  catalog: FactsFrom;
  /** Of what the audit log tells. */
  audit: FactsFrom;
  /** Why it is not known what serves, where no problem tells. */
  message?: string;
}

/** Whether a subject serves production, and what it serves. */
export async function servingProduction(
  subject: PostureSubject,
  sources: PostureSources,
): Promise<ServingSubject> {
  const { entity, kind } = subject;
  const catalog = await catalogReading(subject, sources);
  const unasked = { catalog, audit: { sources: [] } };
  if (
    kind === 'account' ||
    kind === 'component' ||
    catalog.sources.length === 0
  ) {
    return unasked;
  }
  const environment = productBackends[kind].productionEnvironment?.(
    entity.metadata.labels?.[LABEL_CLOUDFLARE_ENVIRONMENT],
    sources.dependencies.environments,
  );
  if (environment === undefined) {
    return { ...unasked, production: false };
  }
  const message = whyDetailUnread(subject);
  if (message !== undefined) {
    return { ...unasked, production: true, message };
  }
  if (deploymentParametersOf(subject).notDeployed) {
    return { ...unasked, production: true, deployed: false };
  }
  const read = await readOf(subject, productionDeployments, sources);
  const deployment = read.value?.deployments.get(subject.entityRef);
  return {
    production: true,
    ...(deployment?.deployedAt !== undefined && { deployed: true, deployment }),
    catalog: { ...catalog, problem: read.problem ?? catalog.problem },
    audit: {
      sources: read.sources,
      problem: read.value?.auditProblem ?? read.problem,
    },
    message: NOT_READ,
  };
}

/** What the sync wrote of the deployment of a subject. */
export function deploymentParametersOf({
  entity,
}: PostureSubject): DeploymentParameters {
  return (entity.spec?.parameters ?? {}) as DeploymentParameters;
}
