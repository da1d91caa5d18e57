import { EvidenceKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { EvidenceLogs } from '../logs/EvidenceLogs';
import { accessAudit } from './access-audit';
import { accountAudit } from './account-audit';
import {
  deploymentProvenance,
  DeploymentProvenanceDependencies,
} from './deployment-provenance';
import { inventory, InventoryDependencies } from './inventory';
import { r2LifecycleKind } from './r2-lifecycle';
import { scorecard, ScorecardDependencies } from './scorecard';
import { tokenInventory } from './token-inventory';

/** What kinds of evidence are collected with. */
export interface EvidenceKindDependencies
  extends InventoryDependencies,
    DeploymentProvenanceDependencies {
  logs: EvidenceLogs;
  posture: ScorecardDependencies;
}

/** Every kind of evidence. */
export function evidenceKindDefinitions(
  dependencies: EvidenceKindDependencies,
): Record<EvidenceKind, EvidenceKindDefinition> {
  const { logs, posture } = dependencies;
  return {
    'access-audit': accessAudit(logs),
    'account-audit': accountAudit(logs),
    'r2-lifecycle': r2LifecycleKind(dependencies),
    'deployment-provenance': deploymentProvenance(dependencies),
    'token-inventory': tokenInventory,
    inventory: inventory(dependencies),
    scorecard: scorecard(posture),
  };
}
