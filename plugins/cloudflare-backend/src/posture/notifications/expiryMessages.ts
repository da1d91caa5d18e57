import { NotificationPayload } from '@backstage/plugin-notifications-common';
import { ExemptionAt, Exemptions } from '../exemptions/Exemptions';
import { StoredEntity, StoredResult } from '../StoredPosture';
import {
  byOwner,
  isHidden,
  PostureMessage,
  SCORECARDS_PAGE,
} from './PostureMessage';

interface Ending {
  entity: StoredEntity;
  result: StoredResult;
}

/** Exemptions that end soon, each told once to the owners of what is exempt. */
export function expiryMessages(
  entities: readonly StoredEntity[],
  exemptions: Exemptions,
  now: Date,
): PostureMessage[] {
  return exemptions
    .at(now)
    .filter(({ expiring }) => expiring)
    .flatMap(exemption => {
      const endings = entities.flatMap(entity =>
        entity.results
          .filter(
            result =>
              result.exemption === exemption.id &&
              result.expiryTold !== exemption.expiresAt,
          )
          .map((result): Ending => ({ entity, result })),
      );
      return [false, true].flatMap(hidden =>
        messagesOf(
          exemption,
          endings.filter(({ entity }) => isHidden(entity) === hidden),
          hidden ? hiddenMessageOf : messageOf,
        ),
      );
    });
}

function messagesOf(
  exemption: ExemptionAt,
  endings: readonly Ending[],
  payloadOf: typeof messageOf,
): PostureMessage[] {
  return [...byOwner(endings, ({ entity }) => entity.owner)].map(
    ([owner, own]) => ({
      owner,
      payload: payloadOf(exemption, own),
      about: own.map(({ result }) => ({
        result,
        told: { expiryTold: exemption.expiresAt },
      })),
    }),
  );
}

function messageOf(
  { id, checkId, expiresAt }: ExemptionAt,
  endings: readonly Ending[],
): NotificationPayload {
  const what =
    endings.length === 1
      ? endings[0].entity.title
      : `${endings.length} entities`;
  return {
    title: `The exemption '${id}' from ${checkId} ends on ${dayOf(expiresAt)}`,
    description: `It holds for ${what}. Put right what it is about, or have it renewed, or the check fails from then on.`,
    link: SCORECARDS_PAGE,
    severity: 'normal',
    scope: `exemption ${id} ${expiresAt}`,
  };
}

function hiddenMessageOf({ expiresAt }: ExemptionAt): NotificationPayload {
  return {
    title: `An exemption from a Cloudflare check ends on ${dayOf(expiresAt)}`,
    description:
      'It holds for what you own. The scorecards show what it is about to those who may see it. Put that right, or have the exemption renewed, or the check fails from then on.',
    link: SCORECARDS_PAGE,
    severity: 'normal',
    scope: `hidden exemptions ${expiresAt}`,
  };
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}
