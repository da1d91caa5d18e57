import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, stringifyError } from '@backstage/errors';
import {
  Check,
  checks as declaredChecks,
  DEFAULT_REGULATED_DATA_CLASSES,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardsConfig } from './ScorecardsConfig';
import { scorecardsSchema } from './scorecardsSchema';

const ROOT = 'cloudflare.scorecards';

/** Soon after the start, so that a new installation has something to show. */
const INITIAL_DELAY = { seconds: 10 };
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { hours: 1 },
  timeout: { minutes: 30 },
  initialDelay: INITIAL_DELAY,
  scope: 'global',
};

/** @throws InputError naming the key and what is wrong with it */
export function readScorecardsConfig(
  root: Config,
  checks: readonly Check[] = declaredChecks,
): ScorecardsConfig {
  const parsed = scorecardsSchema(checks).safeParse(
    root.getOptional(ROOT) ?? {},
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw issue.code === 'unrecognized_keys'
      ? wrong([...issue.path, issue.keys[0]], 'there is no such setting')
      : wrong(issue.path, issue.message);
  }
  const { thresholds: configured, ...config } = parsed.data;
  return {
    ...config,
    thresholds: Object.fromEntries(
      checks.map(({ id, thresholds }) => [
        id,
        Object.fromEntries(
          Object.entries(thresholds).map(([name, definition]) => [
            name,
            configured?.[id]?.[name] ?? definition.default,
          ]),
        ),
      ]),
    ),
    schedule: readSchedule(root),
    regulated:
      root.getOptionalStringArray('cloudflare.dataClasses.regulated') ??
      DEFAULT_REGULATED_DATA_CLASSES,
  };
}

function readSchedule(root: Config): SchedulerServiceTaskScheduleDefinition {
  const config = root.getOptionalConfig(`${ROOT}.schedule`);
  if (!config) {
    return DEFAULT_SCHEDULE;
  }
  let schedule;
  try {
    schedule = readSchedulerServiceTaskScheduleDefinitionFromConfig(config);
  } catch (error) {
    throw wrong(['schedule'], `expected a schedule: ${stringifyError(error)}`);
  }
  if (schedule.scope === 'local') {
    throw wrong(
      ['schedule', 'scope'],
      `expected 'global': posture is evaluated once, however many backends run`,
    );
  }
  return {
    ...schedule,
    initialDelay: schedule.initialDelay ?? INITIAL_DELAY,
    scope: 'global',
  };
}

function wrong(path: readonly PropertyKey[], reason: string): InputError {
  return new InputError(
    `Invalid configuration at '${[ROOT, ...path].join('.')}': ${reason}`,
  );
}
