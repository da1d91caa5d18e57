import {
  Check,
  ThresholdDefinition,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';

/** Days of history: gold is silver held for 30 of them. */
const HISTORY_DAYS = { least: 31, most: 3_650, default: 180 };
const MOST_DAYS = 36_500;
const MOST_DIMENSIONS = 100_000;

// What comes from the environment is a text.
const number = z
  .union(
    [z.number(), z.string().regex(/^-?\d+(\.\d+)?$/, 'expected a number')],
    'expected a number',
  )
  .transform(Number);

const wholeFrom = (least: number, most: number) =>
  number.refine(
    value => Number.isInteger(value) && value >= least && value <= most,
    `expected a whole number from ${least} to ${most}`,
  );

const text = z
  .string('expected a text')
  .trim()
  .min(1, 'expected a text that is not empty');
const texts = z.array(text, 'expected a list of texts');

const dataClass = z.strictObject({
  maxRetentionDays: wholeFrom(1, MOST_DAYS).optional(),
  minLockDays: wholeFrom(1, MOST_DAYS).optional(),
  jurisdiction: text.optional(),
});

const embeddingModel = z.strictObject({
  index: text,
  model: text,
  dimensions: wholeFrom(1, MOST_DIMENSIONS),
});

/** What stands at `cloudflare.scorecards`, but the schedule. */
export function scorecardsSchema(checks: readonly Check[]) {
  return z.strictObject({
    thresholds: thresholdsSchema(checks).optional(),
    schedule: z.unknown().optional(),
    historyDays: wholeFrom(HISTORY_DAYS.least, HISTORY_DAYS.most).default(
      HISTORY_DAYS.default,
    ),
    notifications: z.boolean('expected true or false').default(true),
    exemptionsFile: text.optional(),
    embeddingModels: z
      .array(embeddingModel, 'expected a list of entries')
      .default([]),
    approvedProviders: texts.optional(),
    dataClasses: z.record(z.string(), dataClass).default({}),
    deploymentContexts: texts.default(['api_token']),
    broadPermissionGroups: texts.default([
      'Account API Tokens Write',
      'Account Settings Write',
      'API Tokens Write',
      'Memberships Write',
    ]),
  });
}

function thresholdsSchema(checks: readonly Check[]) {
  const ids = checks.map(({ id }) => id);
  return strict(
    'check with thresholds',
    Object.fromEntries(
      checks
        .filter(({ thresholds }) => Object.keys(thresholds).length > 0)
        .map(({ id, thresholds }) => [
          id,
          strict(
            'threshold of this check',
            Object.fromEntries(
              Object.entries(thresholds).map(([name, definition]) => [
                name,
                within(definition).optional(),
              ]),
            ),
          ).optional(),
        ]),
    ),
    key =>
      ids.includes(key)
        ? 'this check has no thresholds'
        : 'there is no check with this id',
  );
}

/** An object that tells which keys there can be. */
function strict<Shape extends z.ZodRawShape>(
  what: string,
  shape: Shape,
  reasonOf?: (key: string) => string,
) {
  return z
    .looseObject(shape, `expected an object`)
    .superRefine((value, context) => {
      for (const key of Object.keys(value)) {
        if (!Object.hasOwn(shape, key)) {
          const known = Object.keys(shape).join(', ') || 'none';
          context.addIssue({
            code: 'custom',
            path: [key],
            message: `${
              reasonOf?.(key) ?? `there is no ${what} with this name`
            }; a ${what} is one of: ${known}`,
          });
        }
      }
    });
}

function within({ least, most }: ThresholdDefinition) {
  return number.refine(
    value => value >= least && value <= most,
    `expected a number from ${least} to ${most}`,
  );
}
