import { CatalogService } from '@backstage/plugin-catalog-node';
import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import { withManifests } from '@cloudflare-backstage/cloudflare-provenance';
import {
  cloudflareReadAccountPermission,
  CloudflareProblem,
  DeploymentAuditEvents,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { SoughtDeployment } from './auditCandidates';
import { AuditEvents } from './AuditEvents';
import {
  CataloguedDeployment,
  DeploymentsQuestion,
} from './cataloguedDeployments';
import { DeploymentSources } from './DeploymentsReading';
import { DeploymentsInSight } from './DeploymentsInSight';

/** What is read to tell of production deployments. */
export interface ProductionDeploymentsOptions extends DeploymentSources {
  catalog: CatalogService;
}

/**
 * What serves production, as the catalog tells it, with what CI said of it
 * and the events of the audit log.
 */
export class ProductionDeployments {
  private readonly auditEvents = new AuditEvents();
  private readonly inSight: DeploymentsInSight;

  constructor(private readonly options: ProductionDeploymentsOptions) {
    this.inSight = new DeploymentsInSight(options);
  }

  async read(question: DeploymentsQuestion): Promise<{
    deployments: ProductionDeployment[];
    problems: CloudflareProblem[];
  }> {
    const { accounts, caller, signal, reading } = question;
    const { deployments, problems } = await this.inSight.read(question);
    const mayReadLog = caller.may(cloudflareReadAccountPermission);
    const completed = await Promise.all(
      accounts.map(async account => {
        const own = deployments.filter(each => each.account === account.key);
        const [told, audited] = await Promise.all([
          this.withManifests(account, own),
          mayReadLog ? this.audited(account, own, reading) : notPermitted(own),
        ]);
        return {
          deployments: told.map((deployment, i) => ({
            ...deployment,
            auditEvents: audited.found[i],
          })),
          problems: audited.problems,
        };
      }),
    );
    signal.throwIfAborted();
    return {
      deployments: completed.flatMap(each => each.deployments),
      problems: [...problems, ...completed.flatMap(each => each.problems)],
    };
  }

  private async withManifests(
    account: CloudflareAccount,
    deployments: readonly CataloguedDeployment[],
  ): Promise<CataloguedDeployment[]> {
    const { manifests, provenance } = this.options;
    const found = await manifests.find(account, deployments.flatMap(idsOf));
    return deployments.map(deployment => {
      const { product, name, isGradual } = deployment;
      return {
        ...deployment,
        provenance: withManifests(
          deployment.provenance,
          idsOf(deployment).flatMap(id => found.of(product, name, id) ?? []),
          { ...provenance, isGradual },
        ),
      };
    });
  }

  private async audited(
    account: CloudflareAccount,
    deployments: readonly CataloguedDeployment[],
    reading: ReadOptions | undefined,
  ): Promise<{
    found: DeploymentAuditEvents[];
    problems: CloudflareProblem[];
  }> {
    const sought = deployments.map(toSought);
    const { found, problems } = await this.auditEvents.find(
      account,
      sought.flatMap(each => each ?? []),
      reading,
    );
    const events = found.values();
    return {
      found: sought.map(each =>
        each
          ? events.next().value!
          : { state: 'unknown', events: [], reason: 'not-deployed' },
      ),
      problems,
    };
  }
}

/** By which the deployment is known to CI: its own id, and that of its version. */
function idsOf({ deploymentId, version }: CataloguedDeployment): string[] {
  return [deploymentId, version].flatMap(id => id ?? []);
}

/** Undefined while it is not known when it was deployed. */
function toSought(
  deployment: CataloguedDeployment,
): SoughtDeployment | undefined {
  const { product, name, resourceId } = deployment;
  const deployedAt = Date.parse(deployment.deployedAt ?? '');
  return Number.isNaN(deployedAt)
    ? undefined
    : {
        product,
        name,
        deployedAt,
        ids: [...idsOf(deployment), ...(resourceId ? [resourceId] : [])],
      };
}

function notPermitted(deployments: readonly CataloguedDeployment[]) {
  const found = deployments.map(
    (): DeploymentAuditEvents => ({
      state: 'unknown',
      events: [],
      reason: 'not-permitted',
    }),
  );
  const problem: CloudflareProblem = {
    kind: 'incomplete',
    message: `The events of the audit log are left out: the permission '${cloudflareReadAccountPermission.name}' is needed to see them`,
  };
  return { found, problems: deployments.length > 0 ? [problem] : [] };
}
