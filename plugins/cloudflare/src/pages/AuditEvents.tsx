import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Text,
} from '@backstage/ui';
import {
  DeploymentAuditEvent,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { Absent } from '../components/Absent';
import { Breakable } from '../components/Breakable';
import { Legible } from '../components/Legible';
import { ProductTable } from '../components/ProductTable';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { ProductColumn } from '../components/tableColumns';
import { Time } from '../components/Time';
import { durationText } from '../components/timeText';
import { useSectionTranslation } from '../components/useSectionTranslation';
import { deploymentCheckTexts } from './deploymentChecks.messages';
import { DeploymentTranslate } from './deploymentTodo';

type State = ProductionDeployment['auditEvents']['state'];

const TONES: Record<State, StatusTone> = {
  found: 'success',
  none: 'danger',
  unknown: 'neutral',
};

/** What the account's audit log tells of a deployment. */
export function AuditEvents(props: { deployment: ProductionDeployment }) {
  const { auditEvents, name } = props.deployment;
  const { events, state } = auditEvents;
  // More may still come, or more than is read: what was found stands.
  const reason = state === 'found' ? undefined : auditEvents.reason;
  const { t } = useSectionTranslation(deploymentCheckTexts);
  const [nearest] = events;
  return (
    <>
      <StatusTag
        tone={TONES[state]}
        label={t(`sections.deploymentChecks.audit.states.${state}`)}
      />
      {nearest && (
        <Text as="p" variant="body-small">
          {eventText(nearest, t)}
        </Text>
      )}
      {reason && (
        <Text as="p" variant="body-small" color="secondary">
          {t(`sections.deploymentChecks.audit.reasons.${reason}`)}
        </Text>
      )}
      {nearest && <AllEvents name={name} events={events} />}
    </>
  );
}

function AllEvents(props: {
  name: string;
  events: readonly DeploymentAuditEvent[];
}) {
  const { events, name } = props;
  const { t } = useSectionTranslation(deploymentCheckTexts);
  const columns = useMemo(() => eventColumns(t), [t]);
  const number = String(events.length);
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('sections.deploymentChecks.audit.allLabel', {
          number,
          name,
        })}
      >
        {events.length > 1
          ? t('sections.deploymentChecks.audit.all', { number })
          : t('sections.deploymentChecks.audit.details')}
      </Button>
      <Dialog width={1120}>
        <DialogHeader>
          {t('sections.deploymentChecks.audit.dialog', { name })}
        </DialogHeader>
        <DialogBody>
          <Legible>
            <ProductTable
              label={t('sections.deploymentChecks.audit.events')}
              rows={events}
              columns={columns}
              rowId={eventId}
              fileName={`${name}-audit-events`}
            />
          </Legible>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" slot="close">
            {t('sections.deploymentChecks.audit.close')}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}

function eventId({ id }: DeploymentAuditEvent): string {
  return id;
}

function eventColumns(
  t: DeploymentTranslate,
): ProductColumn<DeploymentAuditEvent>[] {
  const text = (
    id: 'action' | 'result' | 'actor' | 'context' | 'token' | 'ray',
    value: (event: DeploymentAuditEvent) => string | undefined,
  ): ProductColumn<DeploymentAuditEvent> => ({
    id,
    label: t(`sections.deploymentChecks.audit.${id}`),
    value,
    cell: event => {
      const known = value(event);
      return known ? (
        <Breakable>{known}</Breakable>
      ) : (
        <Absent reason={t('absent.notTold')} />
      );
    },
  });
  return [
    {
      id: 'time',
      label: t('sections.deploymentChecks.audit.time'),
      isRowHeader: true,
      value: event => event.time,
      cell: event => <Time value={event.time} />,
    },
    {
      id: 'distance',
      label: t('sections.deploymentChecks.audit.distance'),
      value: event => event.deltaSeconds,
      cell: event => distanceText(event, t),
    },
    text('action', event => event.action),
    text('result', event => event.result),
    text('actor', event => event.actor),
    text('context', event => event.context),
    text('token', event => event.tokenName),
    text('ray', event => event.rayId),
  ];
}

function distanceText(
  { deltaSeconds }: DeploymentAuditEvent,
  t: DeploymentTranslate,
): string {
  return t(
    deltaSeconds < 0
      ? 'sections.deploymentChecks.audit.before'
      : 'sections.deploymentChecks.audit.after',
    { time: durationText(Math.abs(deltaSeconds) * 1000) },
  );
}

function eventText(
  event: DeploymentAuditEvent,
  t: DeploymentTranslate,
): string {
  const actor = event.tokenName ?? event.actor;
  return [
    actor
      ? t('sections.deploymentChecks.audit.by', { action: event.action, actor })
      : event.action,
    distanceText(event, t),
  ].join(', ');
}

/** The same as words alone. */
export function auditText(
  { auditEvents }: ProductionDeployment,
  t: DeploymentTranslate,
): string {
  const { events, state } = auditEvents;
  const reason = state === 'found' ? undefined : auditEvents.reason;
  return [
    t(`sections.deploymentChecks.audit.states.${state}`),
    ...events.map(event => eventText(event, t)),
    ...(reason ? [t(`sections.deploymentChecks.audit.reasons.${reason}`)] : []),
  ].join('; ');
}
