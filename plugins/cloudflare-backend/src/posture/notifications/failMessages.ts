import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import { NotificationPayload } from '@backstage/plugin-notifications-common';
import {
  Check,
  findCheck,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { StoredEntity, StoredResult } from '../StoredPosture';
import {
  byOwner,
  isHidden,
  PostureMessage,
  SCORECARDS_PAGE,
} from './PostureMessage';

/** New fails of an owner of which each is told by itself; more are told together. */
const MOST_SINGLE = 3;

const severities = {
  high: 'high',
  medium: 'normal',
  low: 'low',
} as const satisfies Record<Check['severity'], NotificationPayload['severity']>;

interface NewFail {
  entity: StoredEntity;
  result: StoredResult;
  check: Check;
}

/**
 * What fails that the owner was not told of: one message for each, or one for
 * all of an owner when there are many, as after the first evaluation. What is
 * hidden from some is told of together, without saying what it is.
 */
export function failMessages(
  entities: readonly StoredEntity[],
  now: Date,
  find: typeof findCheck = findCheck,
): PostureMessage[] {
  const fails = entities.flatMap(entity =>
    entity.results.flatMap((result): NewFail[] => {
      const check = find(result.checkId)?.check;
      return check && result.state === 'fail' && !result.notifiedAt
        ? [{ entity, result, check }]
        : [];
    }),
  );
  const told = { notifiedAt: now.toISOString() };
  return [...byOwner(fails, ({ entity }) => entity.owner)].flatMap(
    ([owner, own]) =>
      messagesTo(owner, own).map(({ about, payload }) => ({
        owner,
        payload,
        about: about.map(({ result }) => ({ result, told })),
      })),
  );
}

function messagesTo(
  owner: string,
  fails: readonly NewFail[],
): { payload: NotificationPayload; about: readonly NewFail[] }[] {
  if (fails.length > MOST_SINGLE) {
    return [{ payload: digestOf(owner, fails), about: fails }];
  }
  const hidden = fails.filter(({ entity }) => isHidden(entity));
  return [
    ...fails
      .filter(({ entity }) => !isHidden(entity))
      .map(fail => ({ payload: messageOf(fail), about: [fail] })),
    ...(hidden.length > 0
      ? [{ payload: hiddenMessageOf(owner, hidden), about: hidden }]
      : []),
  ];
}

function messageOf({ entity, check }: NewFail): NotificationPayload {
  return {
    title: `${entity.title} fails the check "${check.title}"`,
    description: check.remediation,
    link: linkTo(entity),
    severity: severities[check.severity],
    // A fail that comes back renews the message about it.
    scope: `${check.id} ${entity.entityRef}`,
  };
}

function hiddenMessageOf(
  owner: string,
  fails: readonly NewFail[],
): NotificationPayload {
  return {
    title:
      fails.length === 1
        ? 'A Cloudflare check fails of what you own'
        : `${fails.length} Cloudflare checks fail of what you own`,
    description:
      'The scorecards show what it is about, and what to do, to those who may see it.',
    link: linkToFails(owner),
    severity: severityOf(fails),
    scope: 'hidden fails',
  };
}

function digestOf(
  owner: string,
  fails: readonly NewFail[],
): NotificationPayload {
  const count = (severity: Check['severity']) =>
    fails.filter(({ check }) => check.severity === severity).length;
  const entities = new Set(fails.map(({ entity }) => entity.entityRef)).size;
  return {
    title: `${fails.length} Cloudflare checks fail of what you own`,
    description: `You were not told of them before. They are about ${
      entities === 1 ? 'one entity' : `${entities} entities`
    }; ${count('high')} are of high severity, ${count(
      'medium',
    )} of medium and ${count('low')} of low.`,
    link: linkToFails(owner),
    severity: count('high') > 0 ? 'high' : 'normal',
    scope: 'fails',
  };
}

/** The severest of several. */
function severityOf(
  fails: readonly NewFail[],
): NotificationPayload['severity'] {
  const [severity] = (['high', 'medium', 'low'] as const).filter(each =>
    fails.some(({ check }) => check.severity === each),
  );
  return severities[severity];
}

function linkToFails(owner: string): string {
  return `${SCORECARDS_PAGE}?${new URLSearchParams({ state: 'fail', owner })}`;
}

/** Every Resource of the sync has the tab; a Component only if it names one. */
function linkTo({ entityRef, subject }: StoredEntity): string {
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultNamespace: DEFAULT_NAMESPACE,
  });
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `/catalog/${path}${subject === 'component' ? '' : '/cloudflare'}`;
}
