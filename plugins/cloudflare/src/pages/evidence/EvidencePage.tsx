import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex } from '@backstage/ui';
import {
  cloudflareExportEvidencePermission,
  DEFAULT_ACCOUNT_KEY,
  EvidenceChain,
  EvidenceCoverage,
  EvidenceKey,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo, useRef, useState } from 'react';
import { useReading } from '../../api/useReading';
import { useAccountKeys } from '../../catalog/useFacetValues';
import { CatalogFailure } from '../../components/CatalogFailure';
import { PermittedBody } from '../../components/PermittedBody';
import { shownOf } from '../../components/StateBoundary';
import { TableFilter, TableFilterSelect } from '../../components/TableFilter';
import { ToolbarLine } from '../../components/ToolbarLine';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { useUrlViewState } from '../../components/useViewState';
import { CoverageSection } from './CoverageSection';
import { CreateEvidence } from './CreateEvidence';
import { evidenceTexts } from './evidence.messages';
import { evidenceActionTexts } from './evidenceActions.messages';
import { EvidenceAttention } from './EvidenceAttention';
import { EvidenceJobs } from './EvidenceJobs';
import {
  chainsRequest,
  coverageRequest,
  evidenceAccess,
  keyRequest,
} from './evidenceRequests';
import { SnapshotsSection } from './SnapshotsSection';
import { StreamsSection } from './StreamsSection';
import { VerifyFileSection } from './VerifyFileSection';

/** Evidence: whether there is all of it, what there is, and how to have more. */
export function EvidencePage() {
  const decision = usePermission({
    permission: cloudflareExportEvidencePermission,
  });
  return (
    <PermittedBody access={evidenceAccess} decisions={[decision]}>
      <Evidence />
    </PermittedBody>
  );
}

function Evidence() {
  const { t } = useSectionTranslation(evidenceTexts);
  const { t: tActions } = useSectionTranslation(evidenceActionTexts);
  const view = useUrlViewState();
  const catalog = useAccountKeys();
  const accounts = catalog.value ?? [];
  const account = view.read('account');
  const jobs = view.read('jobs').split(',').filter(Boolean);
  const [isCreating, setCreating] = useState(false);
  const snapshots = useRef<HTMLDivElement>(null);
  const accountFilter = useMemo<TableFilter<string>>(
    () => ({
      id: 'account',
      label: t('sections.evidence.account'),
      value: String,
    }),
    [t],
  );
  const coverage = useReading<EvidenceCoverage[]>(
    coverageRequest(account || undefined),
  );
  const chains = useReading<EvidenceChain[]>(
    chainsRequest(account || undefined),
  );
  const signingKey = useReading<EvidenceKey>(keyRequest);
  const shownChains = shownOf(chains)?.data ?? [];
  const chosen =
    shownChains.find(({ stream }) => stream === view.read('stream')) ??
    shownChains[0];
  const show = (stream: string) => {
    view.write({ stream });
    snapshots.current?.focus();
  };
  return (
    <ToolbarLine
      start={
        (accounts.length > 1 || account) && (
          <TableFilterSelect
            filter={accountFilter}
            rows={accounts}
            selected={account}
            onSelect={key => view.write({ account: key, stream: '' })}
          />
        )
      }
      actions={
        <Button onPress={() => setCreating(true)}>
          {tActions('sections.evidenceActions.create.open')}
        </Button>
      }
    >
      <Flex direction="column" gap="6">
        {catalog.error && (
          <CatalogFailure
            title={t('sections.evidence.accountsFailed')}
            error={catalog.error}
            onRetry={catalog.retry}
          />
        )}
        {jobs.length > 0 && (
          <EvidenceJobs
            ids={jobs}
            onEnded={() => {
              chains.retry();
              coverage.retry();
            }}
            onHide={id =>
              view.write({ jobs: jobs.filter(other => other !== id).join(',') })
            }
          />
        )}
        <EvidenceAttention
          coverage={coverage}
          chains={chains}
          signingKey={signingKey}
        />
        <CoverageSection reading={coverage} />
        <StreamsSection reading={chains} onShow={show} />
        {chosen && (
          <SnapshotsSection
            chains={shownChains}
            chosen={chosen}
            onChoose={stream => view.write({ stream })}
            sectionRef={snapshots}
          />
        )}
        <VerifyFileSection keyReading={signingKey} />
      </Flex>
      {isCreating && (
        <CreateEvidence
          accounts={accounts}
          account={account || accounts[0] || DEFAULT_ACCOUNT_KEY}
          onClose={() => setCreating(false)}
          onBegun={job => {
            setCreating(false);
            view.write({ jobs: [...jobs, job.id].join(',') });
          }}
        />
      )}
    </ToolbarLine>
  );
}
