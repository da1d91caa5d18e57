import {
  CloudflareProblem,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ProductionDeployments } from '../../provenance/ProductionDeployments';
import { MASKED } from '../../redaction/compileMask';
import { PostureDependencies, PostureSource } from '../PostureSources';
import { recordedReading } from './recordedReading';

/** What serves production in an account. */
export interface ServingProduction {
  /** By entity ref. */
  deployments: ReadonlyMap<string, ProductionDeployment>;
  /** Why events of the audit log may be missing. */
  auditProblem?: CloudflareProblem;
}

/** One over the evaluations of a backend: it knows what of the log is past. */
const productionBy = new WeakMap<PostureDependencies, ProductionDeployments>();

/**
 * What serves production, with the events of the audit log about it: the same
 * as the routes about provenance tell, read in few requests for all of it.
 */
export const productionDeployments: PostureSource<ServingProduction> = {
  name: 'audit log',
  async read(context, account) {
    const { dependencies, now } = context;
    const { reading, rayIds } = recordedReading(context);
    const production =
      productionBy.get(dependencies) ?? new ProductionDeployments(dependencies);
    productionBy.set(dependencies, production);
    const { deployments, problems } = await production.read({
      accounts: [account],
      query: {},
      caller: {
        credentials: await dependencies.auth.getOwnServiceCredentials(),
        visibility: MASKED,
        may: () => true,
      },
      signal: reading.signal,
      reading,
    });
    return {
      value: {
        deployments: new Map(
          deployments.map(deployment => [deployment.entityRef, deployment]),
        ),
        auditProblem: problems[0],
      },
      observedAt: now,
      rayIds,
    };
  },
};
