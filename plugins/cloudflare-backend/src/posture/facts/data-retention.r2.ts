import { CfR2LockRule } from '@cloudflare-backstage/cloudflare-client';
import { R2Due } from '@cloudflare-backstage/plugin-cloudflare-common';
import { r2JurisdictionOf } from '../../products/r2/buckets';
import {
  bucketDomains,
  bucketLifecycle,
  bucketLocks,
} from '../sources/r2Buckets';
import {
  HeldData,
  ifRegulated,
  ofDataClasses,
  whyNotRegulated,
} from './dataClass';
import { readOf } from './subjectReading';

const SECONDS_PER_DAY = 86_400;

/** What the checks of buckets look at. */
export const r2RetentionFacts = {
  'r2.lifecycle': ofDataClasses(
    ({ dataClass, regulated, demands }) => {
      const limited = regulated || demands.maxRetentionDays !== undefined;
      return {
        facts: { limited, mostDays: demands.maxRetentionDays ?? null },
        ...(!limited && { unless: whyNotRegulated(dataClass) }),
      };
    },
    async (subject, sources, { maxRetentionDays }) => {
      const { value, ...from } = await readOf(
        subject,
        bucketLifecycle,
        sources,
        subject.name,
      );
      if (!value) {
        return { ...from, facts: {} };
      }
      const enabled = value.filter(
        ({ status, expiration, transitions }) =>
          status === 'Enabled' && (expiration || transitions.length > 0),
      );
      const deletions = enabled
        .filter(({ filter }) => filter.prefix === '')
        .flatMap(({ expiration }) => daysOf(expiration) ?? []);
      const sufficientRules =
        maxRetentionDays === undefined
          ? enabled.length
          : deletions.filter(days => days <= maxRetentionDays).length;
      return {
        ...from,
        facts: {
          rules: enabled.length,
          deletedAfterDays:
            deletions.length > 0 ? Math.min(...deletions) : null,
          sufficientRules,
        },
        ...(sufficientRules === 0 && {
          findings: [
            enabled.length === 0
              ? 'No enabled rule deletes or moves objects'
              : `No enabled rule deletes all objects within ${maxRetentionDays} days`,
          ],
        }),
      };
    },
  ),

  'r2.lock': ofDataClasses(
    ({ dataClass, demands: { minLockDays = null } }) => ({
      facts: { leastDays: minLockDays },
      ...(minLockDays === null && { unless: notDemanded(dataClass, 'lock') }),
    }),
    async (subject, sources, { minLockDays = 0 }) => {
      const { value, ...from } = await readOf(
        subject,
        bucketLocks,
        sources,
        subject.name,
      );
      if (!value) {
        return { ...from, facts: {} };
      }
      const days = value
        .filter(({ enabled, prefix = '' }) => enabled && prefix === '')
        .flatMap(lock => lockedDays(lock) ?? []);
      const ended = days.filter(Number.isFinite);
      const sufficientLocks = days.filter(each => each >= minLockDays).length;
      return {
        ...from,
        facts: {
          lockedDays: ended.length > 0 ? Math.max(...ended) : null,
          lockedForEver: ended.length < days.length,
          sufficientLocks,
        },
        ...(sufficientLocks === 0 && {
          findings: [`No lock holds all objects for ${minLockDays} days`],
        }),
      };
    },
  ),

  'r2.not-public': ofDataClasses(ifRegulated, async (subject, sources) => {
    const { value, ...from } = await readOf(
      subject,
      bucketDomains,
      sources,
      subject.name,
    );
    const { managed, custom } = value ?? {};
    const enabled = [...(managed ? [managed] : []), ...(custom ?? [])].filter(
      domain => domain.enabled,
    );
    return {
      ...from,
      facts: {
        ...(managed && { managedDomain: managed.enabled }),
        ...(custom && {
          customDomains: custom.filter(domain => domain.enabled).length,
        }),
      },
      findings: enabled.map(({ domain }) => `Public at ${domain}`),
    };
  }),

  'r2.region': ofDataClasses(
    ({ dataClass, demands: { jurisdiction = null } }) => ({
      facts: { demandedJurisdiction: jurisdiction },
      ...(jurisdiction === null && {
        unless: notDemanded(dataClass, 'jurisdiction'),
      }),
    }),
    (subject, _sources, { jurisdiction: demanded }) => {
      const jurisdiction = r2JurisdictionOf(subject.name);
      const isThere = jurisdiction === demanded;
      return {
        sources: [],
        facts: { jurisdiction, isThere },
        ...(!isThere && {
          findings: [
            `Is in the jurisdiction '${jurisdiction}', and has to be in '${demanded}'`,
          ],
        }),
      };
    },
  ),
};

function notDemanded(dataClass: HeldData['dataClass'], what: string): string {
  return dataClass === null
    ? `Nothing tells the class of its data, so that no ${what} is demanded`
    : `The class of its data, '${dataClass}', demands no ${what} by 'cloudflare.scorecards.dataClasses'`;
}

/** Undefined: it does not depend on their age. */
function daysOf(due: R2Due | undefined): number | undefined {
  return due?.seconds === undefined ? due?.days : due.seconds / SECONDS_PER_DAY;
}

/** Undefined: it is not for a time that begins with each object. */
function lockedDays({
  condition: { type, maxAgeSeconds },
}: CfR2LockRule): number | undefined {
  return type === 'Indefinite'
    ? Infinity
    : maxAgeSeconds && maxAgeSeconds / SECONDS_PER_DAY;
}
