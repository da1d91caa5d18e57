import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, SortDescriptor, Text } from '@backstage/ui';
import {
  findCheck,
  PostureExemption,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { useReading } from '../../api/useReading';
import { entityTitle } from '../../catalog/entityTitle';
import { Absent } from '../../components/Absent';
import { ExternalLink } from '../../components/ExternalLink';
import { Lines } from '../../components/Lines';
import { PanelSection } from '../../components/PanelSection';
import { postureTexts } from '../../components/posture/posture.messages';
import { postureAccess } from '../../components/posture/postureRequests';
import { subjectText } from '../../components/posture/subjectText';
import { ProductTable } from '../../components/ProductTable';
import { StateBoundary } from '../../components/StateBoundary';
import { StatusTag, StatusTone } from '../../components/StatusTag';
import { ProductColumn } from '../../components/tableColumns';
import { Time } from '../../components/Time';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../../components/useSectionTranslation';
import { exemptionsTexts } from './exemptions.messages';
import styles from './scorecards.module.css';

type T = SectionTranslate<typeof exemptionsTexts>;
type PostureT = SectionTranslate<typeof postureTexts>;

const FIELDS = ['subject', 'account', 'owner', 'system', 'name'] as const;

const SOON_FIRST: SortDescriptor = {
  column: 'expires',
  direction: 'ascending',
};

/** What does not count, why, and until when. */
export function ExemptionsView() {
  const { t } = useSectionTranslation(exemptionsTexts);
  const { t: tPosture } = useSectionTranslation(postureTexts);
  const reading = useReading<PostureExemption[]>({
    path: ['posture', 'exemptions'],
  });
  const columns = useMemo(() => columnsOf(t, tPosture), [t, tPosture]);
  return (
    <div className={styles.view}>
      <PanelSection heading="h3" title={t('sections.exemptions.title')}>
        <StateBoundary
          reading={reading}
          access={postureAccess}
          isEmpty={exemptions => exemptions.length === 0}
          empty={{
            title: t('sections.exemptions.emptyTitle'),
            description: t('sections.exemptions.empty'),
          }}
        >
          {(exemptions, { meta }) => (
            <ProductTable
              label={t('sections.exemptions.title')}
              rows={exemptions}
              columns={columns}
              rowId={rowId}
              initialSort={SOON_FIRST}
              fileName="cloudflare-exemptions"
              fetchedAt={meta.fetchedAt}
              isPending={reading.isPending}
              onRefresh={reading.retry}
            />
          )}
        </StateBoundary>
      </PanelSection>
    </div>
  );
}

function rowId({ id }: PostureExemption): string {
  return id;
}

function titleOf({ checkId }: PostureExemption): string {
  return findCheck(checkId)?.check.title ?? checkId;
}

/** Only that it is about to end, or has, asks for something. */
function lookOf({ expiring, status }: PostureExemption): {
  status: PostureExemption['status'] | 'expiring';
  tone: StatusTone;
} {
  if (status === 'approved') {
    return expiring
      ? { status: 'expiring', tone: 'warning' }
      : { status, tone: 'info' };
  }
  return { status, tone: status === 'expired' ? 'warning' : 'neutral' };
}

function holdsFor(
  { entityRef, filter = {}, nameWithheld }: PostureExemption,
  t: T,
  tPosture: PostureT,
): string[] {
  if (entityRef) {
    return [entityRef];
  }
  const texts = {
    ...filter,
    subject: filter.subject && subjectText(filter.subject, tPosture),
    name: nameWithheld ? t('sections.exemptions.nameWithheld') : filter.name,
  };
  const parts = FIELDS.flatMap(field => {
    const value = texts[field];
    return value
      ? [
          t('sections.exemptions.filter', {
            field: t(`sections.exemptions.fields.${field}`),
            value,
          }),
        ]
      : [];
  });
  return parts.length > 0 ? parts : [t('sections.exemptions.everything')];
}

function columnsOf(
  t: T,
  tPosture: PostureT,
): ProductColumn<PostureExemption>[] {
  const label = (
    id: keyof Omit<
      (typeof exemptionsTexts)['messages'],
      'fields' | 'statuses' | 'filter' | 'ticketLabel'
    >,
  ) => t(`sections.exemptions.${id}`);
  return [
    {
      id: 'check',
      label: label('check'),
      isRowHeader: true,
      share: 1.8,
      value: titleOf,
      cell: titleOf,
    },
    {
      id: 'holdsFor',
      label: label('holdsFor'),
      share: 1.6,
      value: exemption => holdsFor(exemption, t, tPosture).join('; '),
      cell: exemption =>
        exemption.entityRef ? (
          <EntityRefLink
            entityRef={exemption.entityRef}
            title={entityTitle(exemption.entityRef, 'resource')}
          />
        ) : (
          <Lines items={holdsFor(exemption, t, tPosture)}>{part => part}</Lines>
        ),
    },
    {
      id: 'status',
      label: label('status'),
      value: exemption =>
        t(`sections.exemptions.statuses.${lookOf(exemption).status}`),
    },
    {
      id: 'expires',
      label: label('expires'),
      share: 1.1,
      value: ({ expiresAt }) => expiresAt,
      cell: exemption => <Expiry exemption={exemption} />,
    },
    {
      id: 'results',
      label: label('results'),
      share: 0.8,
      value: ({ results }) => results,
      cell: ({ results }) => results.toLocaleString(),
    },
    {
      id: 'reason',
      label: label('reason'),
      share: 2.2,
      value: ({ reason }) => reason,
      cell: exemption => <Reason exemption={exemption} />,
    },
    {
      id: 'people',
      label: label('people'),
      share: 1.5,
      cell: exemption => <People exemption={exemption} />,
    },
    {
      id: 'requestedBy',
      label: label('requestedBy'),
      value: ({ requestedBy }) => requestedBy,
    },
    {
      id: 'approvedBy',
      label: label('approvedBy'),
      value: ({ approvedBy }) => approvedBy,
    },
    {
      id: 'ticket',
      label: label('ticket'),
      value: ({ ticketUrl }) => ticketUrl,
    },
    {
      id: 'approvedAt',
      label: label('approvedAt'),
      value: ({ approvedAt }) => approvedAt,
    },
    { id: 'id', label: label('id'), value: ({ id }) => id },
  ];
}

function Expiry(props: { exemption: PostureExemption }) {
  const { exemption } = props;
  const { t } = useSectionTranslation(exemptionsTexts);
  const { status, tone } = lookOf(exemption);
  return (
    <Flex direction="column" align="start" gap="1">
      <StatusTag
        tone={tone}
        label={t(`sections.exemptions.statuses.${status}`)}
      />
      <Time value={exemption.expiresAt} />
    </Flex>
  );
}

function Reason(props: { exemption: PostureExemption }) {
  const { id, reason, ticketUrl } = props.exemption;
  const { t } = useSectionTranslation(exemptionsTexts);
  return (
    <>
      <Text as="p">{reason}</Text>
      {ticketUrl ? (
        <ExternalLink
          href={ticketUrl}
          to="configured"
          label={t('sections.exemptions.ticketLabel', { id })}
        >
          {t('sections.exemptions.ticket')}
        </ExternalLink>
      ) : (
        <Absent reason={t('sections.exemptions.noTicket')} />
      )}
    </>
  );
}

function People(props: { exemption: PostureExemption }) {
  const { approvedBy, requestedBy } = props.exemption;
  const { t } = useSectionTranslation(exemptionsTexts);
  return (
    <>
      {(
        [
          ['requestedBy', requestedBy],
          ['approvedBy', approvedBy],
        ] as const
      ).map(([role, ref]) => (
        <Text as="p" key={role}>
          <Text as="span" variant="body-small" color="secondary">
            {t(`sections.exemptions.${role}`)}
          </Text>{' '}
          {ref ? (
            <EntityRefLink entityRef={ref} title={entityTitle(ref, 'user')} />
          ) : (
            <Absent reason={t('sections.exemptions.notApproved')} />
          )}
        </Text>
      ))}
    </>
  );
}
