import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  Check,
  CheckSubject,
  productIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { ExemptionEntry } from './Exemptions';

/** The longest time for which something can be exempt. */
const MOST_DAYS = 180;
const MS_PER_DAY = 86_400_000;

const subjects = ['account', 'component', ...productIds] as const;

const text = (most: number) =>
  z
    .string('expected a text')
    .trim()
    .min(1, 'expected a text that is not empty')
    .max(most, `expected at most ${most} characters`);

// A date alone would leave open when the day begins.
const time = z.iso
  .datetime({
    offset: true,
    error:
      "expected a time with a zone, in quotes, such as '2026-11-01T00:00:00Z'",
  })
  .transform(value => new Date(value).toISOString());

const refIn = (expected: string, fits: (ref: string) => boolean) =>
  text(250).transform((value, context) => {
    const ref = fullRef(value);
    if (ref !== undefined && fits(ref)) {
      return ref;
    }
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

const entityRef = refIn(
  'expected an entity ref with its kind, such as resource:default/cf-queue-orders',
  () => true,
);

const person = refIn(
  'expected the entity ref of a user or a group, such as user:default/jane; no e-mail address',
  // An address instead of a name would be personal data in every export.
  ref => /^(user|group):/.test(ref) && !ref.includes('@'),
);

function fullRef(value: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(value, { defaultNamespace: DEFAULT_NAMESPACE }),
    );
  } catch {
    return undefined;
  }
}

const ticketUrl = text(2_000).refine(value => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url?.protocol === 'https:' && !url.username && !url.password;
}, 'expected an https URL without a user');

const filter = z
  .strictObject({
    subject: z
      .enum(subjects, `expected one of ${subjects.join(', ')}`)
      .optional(),
    account: text(20).optional(),
    owner: entityRef.optional(),
    system: entityRef.optional(),
    name: text(250).optional(),
  })
  .refine(
    parts => Object.values(parts).some(part => part !== undefined),
    'expected at least one of subject, account, owner, system and name',
  );

/** An entry of the reviewed file. */
export function exemptionSchema(
  checks: readonly Check[],
): z.ZodType<ExemptionEntry> {
  const subjectsOf = new Map<string, readonly CheckSubject[]>(
    checks.map(({ id, subjects: of }) => [id, of]),
  );
  return z
    .strictObject({
      id: text(100).regex(
        /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
        'expected letters, digits, dots, dashes and underscores',
      ),
      check: text(100).refine(
        id => subjectsOf.has(id),
        'there is no check with this id',
      ),
      entity: entityRef.optional(),
      filter: filter.optional(),
      reason: text(1_000),
      requestedBy: person,
      approvedBy: person.optional(),
      approvedAt: time.optional(),
      expiresAt: time,
      ticketUrl: ticketUrl.optional(),
      status: z.enum(
        ['pending', 'approved', 'denied', 'revoked'],
        'expected pending, approved, denied or revoked',
      ),
    })
    .superRefine((entry, context) => {
      const mistake = mistakeIn(entry, subjectsOf.get(entry.check));
      if (mistake) {
        context.addIssue({ code: 'custom', message: mistake });
      }
    })
    .transform(({ check: checkId, entity, ...entry }) => ({
      ...entry,
      checkId,
      ...(entity !== undefined && { entityRef: entity }),
    }));
}

/** What is wrong with an entry whose parts are right. */
function mistakeIn(
  entry: {
    entity?: string;
    filter?: { subject?: CheckSubject };
    requestedBy: string;
    approvedBy?: string;
    approvedAt?: string;
    expiresAt: string;
    status: string;
  },
  of: readonly CheckSubject[] | undefined,
): string | undefined {
  const { status, requestedBy, approvedBy, approvedAt, expiresAt } = entry;
  if ((entry.entity === undefined) === (entry.filter === undefined)) {
    return `expected either 'entity' or 'filter'`;
  }
  const subject = entry.filter?.subject;
  if (subject !== undefined && of && !of.includes(subject)) {
    return `'filter.subject': the check is not about '${subject}', but about ${of.join(
      ', ',
    )}`;
  }
  if (approvedBy === requestedBy) {
    return `'approvedBy': someone else than who requested it has to approve it`;
  }
  const wasApproved = status === 'approved' || status === 'revoked';
  if (wasApproved && (approvedBy === undefined || approvedAt === undefined)) {
    return `'approvedBy' and 'approvedAt' are needed for the status '${status}'`;
  }
  if (!wasApproved && approvedAt !== undefined) {
    return `'approvedAt': the status '${status}' says that it is not approved`;
  }
  if (approvedAt === undefined) {
    return undefined;
  }
  const length = Date.parse(expiresAt) - Date.parse(approvedAt);
  return length > 0 && length <= MOST_DAYS * MS_PER_DAY
    ? undefined
    : `'expiresAt': expected a time after 'approvedAt' and at most ${MOST_DAYS} days later`;
}
