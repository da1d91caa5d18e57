import { cloudflareReadAccountPermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import { countProvenance } from '../../provenance/provenanceCounts';
import { Criterion, notCatalogued, unknown } from './Criterion';

/** Of every production deployment, commit and CI run are known. */
export const deploymentsProven: Criterion = {
  id: 'deployments-proven',
  title: 'Every production deployment shows its commit and its CI run',
  async judge(context) {
    const { production, accounts, caller, signal } = context;
    const { deployments, problems } = await production.read({
      accounts,
      query: {},
      // The audit log says nothing about this, and takes long.
      caller: {
        ...caller,
        may: permission =>
          permission.name !== cloudflareReadAccountPermission.name &&
          caller.may(permission),
      },
      signal,
    });
    const counts = countProvenance(deployments);
    const { total, withCommit, withCiRun } = counts;
    const figures = [
      { label: 'Production deployments', value: total },
      { label: 'With a commit', value: withCommit },
      { label: 'With a CI run', value: withCiRun },
      {
        label: 'Not known',
        value: Math.max(counts.unknown.commit, counts.unknown.ciRun),
      },
    ];
    const lacking = Math.max(
      total - withCommit - counts.unknown.commit,
      total - withCiRun - counts.unknown.ciRun,
    );
    if (lacking > 0) {
      return {
        state: 'missed',
        figures,
        message: `At least ${lacking} of ${total} lack a commit or a CI run: add the arguments for provenance to the deployment in CI`,
      };
    }
    const leftOut = problems.find(({ product }) => product);
    const reason =
      leftOut?.message ??
      notCatalogued(context, 'workers') ??
      notCatalogued(context, 'pages');
    if (reason) {
      return unknown(reason, figures);
    }
    if (withCommit < total || withCiRun < total) {
      return unknown(
        'Of some deployments it is not known yet where they came from: the sync reads it',
        figures,
      );
    }
    return total === 0
      ? {
          state: 'not-applicable',
          figures,
          message: 'Nothing is deployed to production',
        }
      : {
          state: 'met',
          figures,
          message: `All ${total} show a commit and a CI run`,
        };
  },
};
