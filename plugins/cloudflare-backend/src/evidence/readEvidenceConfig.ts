import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError, stringifyError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  EvidenceKind,
  evidenceKinds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { EvidenceConfig } from './EvidenceConfig';

const ROOT = 'cloudflare.evidence';
const MS_PER_HOUR = 3_600_000;
const MOST_DAYS = 36_500;
/** Of the shortest plan: with a longer one, reading more often costs little. */
const SHORTEST_ACCESS_LOG_HOURS = 24;
const LONGEST_ACCESS_LOG_HOURS = 366 * 24;

const DAILY = '30 2 * * *';
const MONTHLY = '0 3 1 * *';
const TIMEOUT: HumanDuration = { hours: 1 };
/** Not at the start, when the backend has enough to do. */
const INITIAL_DELAY: HumanDuration = { minutes: 5 };

/** How the schedule of each kind is called, and when it is by default. */
const SCHEDULES: Record<EvidenceKind, { key: string; cron: string }> = {
  'access-audit': { key: 'accessAudit', cron: DAILY },
  'account-audit': { key: 'accountAudit', cron: DAILY },
  'r2-lifecycle': { key: 'r2Lifecycle', cron: MONTHLY },
  'deployment-provenance': { key: 'deploymentProvenance', cron: DAILY },
  'token-inventory': { key: 'tokenInventory', cron: MONTHLY },
  inventory: { key: 'inventory', cron: MONTHLY },
  scorecard: { key: 'scorecard', cron: MONTHLY },
};

/** @throws InputError naming the key and what is wrong with it */
export function readEvidenceConfig(root: Config): EvidenceConfig {
  const config = root.getOptionalConfig(ROOT);
  return {
    signing: readSigning(config),
    retentionDays: readRetention(config),
    accessLogRetentionHours: readAccessLogRetention(config),
    personal: config?.getOptionalBoolean('personal') ?? false,
    schedules: readSchedules(config),
  };
}

function readSigning(config: Config | undefined): EvidenceConfig['signing'] {
  if (!config?.has('signing')) {
    return undefined;
  }
  const key = 'signing.privateKey';
  const privateKey = config.getString(key);
  let publicKey;
  try {
    publicKey = createPublicKey(createPrivateKey(privateKey));
  } catch {
    // The cause could repeat part of the key.
    throw wrong(
      key,
      'expected a private key in PEM form (PKCS#8), not encrypted',
    );
  }
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw wrong(key, 'expected an ECDSA key on the curve P-256');
  }
  const keyId = config.getOptionalString('signing.keyId');
  return { privateKey, keyId: keyId ?? fingerprintOf(publicKey) };
}

/** What others compute of the public key, too: the SHA-256 of its DER form. */
function fingerprintOf(publicKey: ReturnType<typeof createPublicKey>): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function readRetention(config: Config | undefined): number | undefined {
  const days = config?.getOptionalNumber('retention.days');
  if (
    days !== undefined &&
    !(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS)
  ) {
    throw wrong(
      'retention.days',
      `expected a whole number from 1 to ${MOST_DAYS}`,
    );
  }
  return days;
}

function readAccessLogRetention(config: Config | undefined): number {
  const key = 'accessLogRetention';
  if (!config?.has(key)) {
    return SHORTEST_ACCESS_LOG_HOURS;
  }
  let hours;
  try {
    hours =
      durationToMilliseconds(readDurationFromConfig(config, { key })) /
      MS_PER_HOUR;
  } catch (error) {
    throw wrong(key, stringifyError(error));
  }
  if (
    !Number.isInteger(hours) ||
    hours < SHORTEST_ACCESS_LOG_HOURS ||
    hours > LONGEST_ACCESS_LOG_HOURS
  ) {
    throw wrong(
      key,
      `expected full hours, from 24 hours to 366 days, as Cloudflare's plan has it`,
    );
  }
  return hours;
}

function readSchedules(
  config: Config | undefined,
): EvidenceConfig['schedules'] {
  const known = Object.values(SCHEDULES).map(({ key }) => key);
  for (const key of config?.getOptionalConfig('schedules')?.keys() ?? []) {
    if (!known.includes(key)) {
      throw wrong(
        `schedules.${key}`,
        `there is no such schedule; there are ${known.join(', ')}`,
      );
    }
  }
  const schedules: EvidenceConfig['schedules'] = {};
  for (const kind of evidenceKinds) {
    const schedule = readSchedule(config, SCHEDULES[kind]);
    if (schedule) {
      schedules[kind] = schedule;
    }
  }
  return schedules;
}

function readSchedule(
  config: Config | undefined,
  { key, cron }: { key: string; cron: string },
): SchedulerServiceTaskScheduleDefinition | undefined {
  const path = `schedules.${key}`;
  const value = config?.getOptional(path);
  if (value === false) {
    return undefined;
  }
  if (value === undefined) {
    return {
      frequency: { cron },
      timeout: TIMEOUT,
      initialDelay: INITIAL_DELAY,
      scope: 'global',
    };
  }
  let schedule;
  try {
    schedule = readSchedulerServiceTaskScheduleDefinitionFromConfig(
      config!.getConfig(path),
    );
  } catch (error) {
    throw wrong(
      path,
      `expected false, or a schedule: ${stringifyError(error)}`,
    );
  }
  if (schedule.scope === 'local') {
    throw wrong(
      `${path}.scope`,
      `expected 'global': evidence is made once, however many backends run`,
    );
  }
  return { ...schedule, scope: 'global' };
}

function wrong(key: string, reason: string): InputError {
  return new InputError(`Invalid configuration at '${ROOT}.${key}': ${reason}`);
}
