import {
  LastDeployment,
  ProvenanceState,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { ProvenanceTag } from '../components/Provenance';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { Fact } from './ProductView';

const STATES: readonly string[] = [
  'complete',
  'partial',
  'none',
  'conflict',
  'unknown',
] satisfies ProvenanceState[];

/** The deployment that serves traffic, as an entity tells it. */
export function lastDeploymentOf(
  resource: CloudflareResource,
): Pick<LastDeployment, 'deployedAt' | 'provenance'> | undefined {
  const parameters = resource.parameters.nested('lastDeployment');
  const deployedAt = parameters?.text('deployedAt');
  const state = parameters?.text('provenance');
  return deployedAt === undefined
    ? undefined
    : {
        deployedAt,
        provenance: (state && STATES.includes(state)
          ? state
          : 'unknown') as ProvenanceState,
      };
}

/** What a panel tells of it. */
export function deploymentFacts(
  resource: CloudflareResource,
  words: { lastDeployment: string; provenance: string },
  t: Translate,
): Fact[] {
  const deployment = lastDeploymentOf(resource);
  if (!deployment) {
    const reason = t(
      resource.parameters.flag('notDeployed')
        ? 'absent.notDeployed'
        : 'absent.notRead',
    );
    return [{ label: words.lastDeployment, value: <Absent reason={reason} /> }];
  }
  return [
    {
      label: words.lastDeployment,
      value: <Time value={deployment.deployedAt} />,
    },
    {
      label: words.provenance,
      value: <ProvenanceTag state={deployment.provenance} />,
    },
  ];
}
