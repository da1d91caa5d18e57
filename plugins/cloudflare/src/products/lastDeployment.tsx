import {
  LastDeployment,
  ProvenanceState,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { PROVENANCE_TONES, ProvenanceTag } from '../components/Provenance';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { Fact, ResourceStatus } from './ProductView';

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

/** How a resource that can be deployed is, its failed build first. */
export function deploymentStatus(
  resource: CloudflareResource,
  t: Translate,
): ResourceStatus {
  if (resource.parameters.nested('failedBuild')) {
    return { tone: 'danger', label: t('status.buildFailed') };
  }
  const deployment = lastDeploymentOf(resource);
  if (deployment) {
    return {
      tone: PROVENANCE_TONES[deployment.provenance],
      label: t(`status.deployed.${deployment.provenance}`),
    };
  }
  return {
    tone: 'neutral',
    label: t(
      resource.parameters.flag('notDeployed')
        ? 'absent.notDeployed'
        : 'absent.notRead',
    ),
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
