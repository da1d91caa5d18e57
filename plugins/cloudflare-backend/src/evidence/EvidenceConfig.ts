import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { EvidenceKind } from '@cloudflare-backstage/plugin-cloudflare-common';

/** `cloudflare.evidence` of the configuration, checked. */
export interface EvidenceConfig {
  /** Signs attestations: ECDSA P-256, PKCS#8 PEM. Absent: unsigned. */
  signing?: { privateKey: string; keyId: string };
  /** Days for which bundles are kept; absent: for ever. */
  retentionDays?: number;
  /** Hours for which Cloudflare keeps the Access log on the account's plan. */
  accessLogRetentionHours: number;
  /** Whether scheduled evidence comes in the personal variant too. */
  personal: boolean;
  /** When evidence is made by itself; a kind that is absent is not. */
  schedules: Partial<
    Record<EvidenceKind, SchedulerServiceTaskScheduleDefinition>
  >;
}
