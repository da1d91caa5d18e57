import { Flex } from '@backstage/ui';
import {
  CoveringApplication,
  HostnameAccess,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { ProductSection } from '../products/ProductView';
import { Absent } from './Absent';
import { Breakable } from './Breakable';
import { ExternalLink } from './ExternalLink';
import { Lines } from './Lines';
import { PanelSection } from './PanelSection';
import { ProductTable } from './ProductTable';
import { detailSection } from './sections';
import { StatusTag, StatusTone } from './StatusTag';
import { ProductColumn } from './tableColumns';
import { Tags } from './Tags';
import { Time } from './Time';
import {
  SectionTranslate,
  useSectionTranslation,
} from './useSectionTranslation';
import { accessTexts } from './accessSection.messages';

type Hostname = HostnameAccess['hostnames'][number];

/** A section that tells which Access applications protect a resource's hostnames. */
export function accessSection(spec: {
  path(resource: CloudflareResource): string[];
}): ProductSection {
  return detailSection(accessTexts)<HostnameAccess>({
    id: 'access',
    title: t => t('sections.access.title'),
    request: resource => ({
      path: spec.path(resource),
      query: { account: resource.account },
    }),
    // What Access does is told to those only who may see both.
    access: product => ({
      permissions: [
        product.permission.name,
        products.zeroTrust.permission.name,
      ],
      tokenPermissions: [
        ...product.tokenPermissions,
        ...products.zeroTrust.tokenPermissions,
      ],
    }),
    isEmpty: ({ hostnames }) => hostnames.length === 0,
    empty: t => ({
      title: t('sections.access.emptyTitle'),
      description: t('sections.access.emptyDescription'),
      docsUrl:
        'https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/',
    }),
    render: ({ data }) => <HostnameAccessTables access={data} />,
  });
}

function HostnameAccessTables(props: { access: HostnameAccess }) {
  const { applications, hostnames } = props.access;
  const { t } = useSectionTranslation(accessTexts);
  const hostnameTable = useMemo(
    () => hostnameColumns(applications, t),
    [applications, t],
  );
  const applicationTable = useMemo(() => applicationColumns(t), [t]);
  return (
    <Flex direction="column" gap="4">
      <ProductTable
        label={t('sections.access.hostnames')}
        rows={hostnames}
        columns={hostnameTable}
        rowId={hostnameId}
      />
      {applications.length > 0 && (
        <PanelSection heading="h4" title={t('sections.access.applications')}>
          <ProductTable
            label={t('sections.access.applications')}
            rows={applications}
            columns={applicationTable}
            rowId={applicationId}
          />
        </PanelSection>
      )}
    </Flex>
  );
}

function hostnameId({ hostname, source }: Hostname): string {
  return `${source} ${hostname}`;
}

function applicationId({ id }: CoveringApplication): string {
  return id;
}

function hostnameColumns(
  applications: readonly CoveringApplication[],
  t: SectionTranslate<typeof accessTexts>,
): ProductColumn<Hostname>[] {
  const covering = ({ applicationIds }: Hostname) =>
    applicationIds?.map(
      (id): Covering =>
        applications.find(application => application.id === id) ?? { id },
    );
  return [
    {
      id: 'hostname',
      label: t('sections.access.hostname'),
      share: 1.3,
      isRowHeader: true,
      value: row => row.hostname,
      cell: row => <Breakable>{row.hostname}</Breakable>,
    },
    {
      id: 'source',
      label: t('sections.access.source'),
      share: 0.8,
      value: row => t(`sections.access.sources.${row.source}`),
      cell: row => t(`sections.access.sources.${row.source}`),
    },
    {
      id: 'protection',
      label: t('sections.access.protection'),
      share: 1.6,
      value: row => {
        const texts = covering(row)?.map(one => coverageText(one, t));
        return texts && (texts.join('; ') || t('sections.access.notCovered'));
      },
      cell: row => <Protection applications={covering(row)} />,
    },
  ];
}

/** An application that covers a hostname; all but its id may be unknown. */
type Covering = Pick<CoveringApplication, 'id'> & Partial<CoveringApplication>;

const COVERAGE_TONES = {
  protected: 'success',
  bypassed: 'warning',
  partlyBypassed: 'warning',
  noPolicies: 'warning',
  unknown: 'neutral',
} as const satisfies Record<string, StatusTone>;

/** To cover is not to protect: that is a matter of the policies. */
function coverageOf({ policies }: Covering): keyof typeof COVERAGE_TONES {
  if (!policies) {
    return 'unknown';
  }
  if (policies.length === 0) {
    return 'noPolicies';
  }
  if (policies.every(({ decision }) => decision === 'bypass')) {
    return 'bypassed';
  }
  // Access looks at these before any other: whoever they name need not log in.
  if (policies.some(({ decision }) => decision === 'bypass')) {
    return 'partlyBypassed';
  }
  return policies.some(({ decision }) => decision) ? 'protected' : 'unknown';
}

function coverageText(
  application: Covering,
  t: SectionTranslate<typeof accessTexts>,
): string {
  return t(`sections.access.coverage.${coverageOf(application)}`, {
    application: application.name ?? application.id,
  });
}

function Protection(props: {
  /** `undefined` when not all applications are known. */
  applications: readonly Covering[] | undefined;
}) {
  const { applications } = props;
  const { t } = useSectionTranslation(accessTexts);
  if (!applications) {
    return <Absent />;
  }
  if (applications.length === 0) {
    return <StatusTag tone="neutral" label={t('sections.access.notCovered')} />;
  }
  return (
    <Tags>
      {applications.map(application => (
        <StatusTag
          key={application.id}
          tone={COVERAGE_TONES[coverageOf(application)]}
          label={coverageText(application, t)}
        />
      ))}
    </Tags>
  );
}

function applicationColumns(
  t: SectionTranslate<typeof accessTexts>,
): ProductColumn<CoveringApplication>[] {
  const policyText = ({ decision, id, name }: CoveringPolicy) =>
    t('sections.access.policy', {
      policy: name ?? id,
      decision: decision ?? t('absent.notKnown'),
    });
  return [
    {
      id: 'name',
      label: t('sections.access.application'),
      isRowHeader: true,
      value: row => row.name ?? row.id,
      cell: row => row.name ?? row.id,
    },
    {
      id: 'domains',
      label: t('sections.access.domains'),
      share: 1.6,
      value: row => row.domains.join('; '),
      cell: row => (
        <Lines items={row.domains}>
          {domain => <Breakable>{domain}</Breakable>}
        </Lines>
      ),
    },
    {
      id: 'policies',
      label: t('sections.access.policies'),
      share: 1.4,
      value: row => row.policies.map(policyText).join('; '),
      cell: row =>
        row.policies.length > 0 ? (
          <Lines items={row.policies}>{policyText}</Lines>
        ) : (
          <Absent reason={t('sections.access.noPolicies')} />
        ),
    },
    {
      id: 'lastSignIn',
      label: t('sections.access.lastSignIn'),
      share: 1.2,
      value: row => row.lastSignIn?.at,
      cell: row => <LastSignIn lastSignIn={row.lastSignIn} />,
    },
    {
      id: 'dashboard',
      label: t('sections.access.dashboard'),
      share: 0.9,
      value: row => row.dashboardUrl,
      cell: row => (
        <ExternalLink
          href={row.dashboardUrl}
          to="dashboard"
          label={t('panel.dashboardLabel', { name: row.name ?? row.id })}
        >
          {t('sections.access.open')}
        </ExternalLink>
      ),
    },
  ];
}

type CoveringPolicy = CoveringApplication['policies'][number];

function LastSignIn(props: { lastSignIn: CoveringApplication['lastSignIn'] }) {
  const { lastSignIn } = props;
  const { t } = useSectionTranslation(accessTexts);
  if (!lastSignIn) {
    return <Absent />;
  }
  return lastSignIn.at ? (
    <Time value={lastSignIn.at} />
  ) : (
    <>
      {t('sections.access.noneSince')} <Time value={lastSignIn.since} />
    </>
  );
}
