import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  cloudflareSyncPermission,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { Reading } from '../../api/useReading';
import { Absent } from '../../components/Absent';
import { accountAccess } from '../../components/account/accountAccess';
import { ProductTable } from '../../components/ProductTable';
import { StateBoundary } from '../../components/StateBoundary';
import { StatusTag, StatusTone } from '../../components/StatusTag';
import { ProductColumn } from '../../components/tableColumns';
import { Time } from '../../components/Time';
import { durationText } from '../../components/timeText';
import {
  Translate,
  useCloudflareTranslation,
} from '../../components/useCloudflareTranslation';
import { lastRuns, partTitle } from './syncConcerns';
import { OverviewParts } from './useOverview';
import { useSyncNow } from './useSyncNow';

interface LastSync {
  account: string;
  run?: SyncRun;
}

const TONES: Record<SyncRun['outcome'], StatusTone> = {
  running: 'info',
  succeeded: 'success',
  partial: 'warning',
  failed: 'danger',
};

/** The last sync of each account, and a button to sync now. */
export function LastSyncs(props: { parts: OverviewParts }) {
  const { accounts, refresh, runs } = props.parts;
  const { t } = useCloudflareTranslation();
  const { allowed } = usePermission({ permission: cloudflareSyncPermission });
  const { start, syncing } = useSyncNow(refresh);
  const shownRuns = runs.response ?? runs.before;
  const shownAccounts = accounts.response ?? accounts.before;
  const rows = useMemo(() => {
    const last = lastRuns(shownRuns?.data ?? []);
    const keys = shownAccounts?.data.map(({ key }) => key) ?? [];
    return [...new Set([...keys, ...last.keys()])].map(account => ({
      account,
      run: last.get(account),
    }));
  }, [shownAccounts, shownRuns]);
  const columns = useMemo(
    () => [
      ...syncColumns(t),
      ...(allowed ? [actionColumn(t, syncing, start)] : []),
    ],
    // What is started is not part of what the columns are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, allowed, syncing],
  );
  // Without a run, only the accounts tell whether there is anything to sync.
  const reading: Reading<unknown> =
    runs.response && rows.length === 0 ? accounts : runs;
  return (
    <StateBoundary
      reading={reading}
      access={accountAccess}
      isEmpty={() => rows.length === 0}
      empty={{
        title: t('overview.sync.emptyTitle'),
        description: t('overview.sync.emptyDescription'),
      }}
    >
      {() => (
        <ProductTable
          label={t('overview.sync.title')}
          rows={rows}
          columns={columns}
          rowId={rowId}
        />
      )}
    </StateBoundary>
  );
}

function rowId({ account }: LastSync): string {
  return account;
}

function syncColumns(t: Translate): ProductColumn<LastSync>[] {
  return [
    {
      id: 'account',
      label: t('overview.sync.account'),
      isRowHeader: true,
      value: row => row.account,
      cell: row => row.account,
    },
    {
      id: 'outcome',
      label: t('overview.sync.outcome'),
      value: row => outcomeText(row, t),
      cell: row => (
        <StatusTag
          tone={row.run ? TONES[row.run.outcome] : 'neutral'}
          label={outcomeText(row, t)}
        />
      ),
    },
    {
      id: 'started',
      label: t('overview.sync.started'),
      value: row => row.run?.startedAt,
      cell: row => (row.run ? <Time value={row.run.startedAt} /> : <Absent />),
    },
    {
      id: 'duration',
      label: t('overview.sync.duration'),
      value: ({ run }) => run && durationOf(run),
      cell: ({ run }) => {
        const duration = run && durationOf(run);
        return duration === undefined ? <Absent /> : durationText(duration);
      },
    },
    {
      id: 'requests',
      label: t('overview.sync.requests'),
      value: row => row.run?.requests,
      cell: row => row.run?.requests ?? <Absent />,
    },
    {
      id: 'pending',
      label: t('overview.sync.pending'),
      share: 1.4,
      value: ({ run }) => run && pendingOf(run, t).join('; '),
      cell: ({ run }) =>
        run ? <Pending lines={pendingOf(run, t)} /> : <Absent />,
    },
  ];
}

function actionColumn(
  t: Translate,
  syncing: ReadonlySet<string>,
  start: (account: string, lastRun: SyncRun | undefined) => void,
): ProductColumn<LastSync> {
  return {
    id: 'action',
    label: t('overview.sync.action'),
    cell: ({ account, run }) => (
      <Button
        size="small"
        variant="secondary"
        isPending={syncing.has(account)}
        aria-label={t('overview.sync.nowLabel', { account })}
        onPress={() => start(account, run)}
      >
        {t('overview.sync.now')}
      </Button>
    ),
  };
}

function Pending(props: { lines: readonly string[] }) {
  const { t } = useCloudflareTranslation();
  return props.lines.length > 0 ? (
    <Flex direction="column" gap="0">
      {props.lines.map(line => (
        <Text key={line} as="p">
          {line}
        </Text>
      ))}
    </Flex>
  ) : (
    <Absent reason={t('overview.sync.nothingPending')} />
  );
}

function outcomeText({ run }: LastSync, t: Translate): string {
  return t(`overview.sync.outcomes.${run?.outcome ?? 'none'}`);
}

function durationOf({ finishedAt, startedAt }: SyncRun): number | undefined {
  return finishedAt
    ? Date.parse(finishedAt) - Date.parse(startedAt)
    : undefined;
}

/** What the run left to do. */
function pendingOf(run: SyncRun, t: Translate): string[] {
  const sum = (count: (part: SyncRun['products'][number]) => number) =>
    run.products.reduce((total, part) => total + count(part), 0);
  const details = sum(part => part.detailsPending);
  const held = sum(part => part.held);
  const unknownOwners = new Set(
    run.products.flatMap(part => part.unknownOwners ?? []),
  );
  const incomplete = run.products.filter(({ complete }) => !complete);
  return [
    details > 0 && t('overview.sync.details', { count: details }),
    held > 0 && t('overview.sync.held', { count: held }),
    unknownOwners.size > 0 &&
      t('overview.sync.unknownOwners', {
        refs: [...unknownOwners].sort().join(', '),
      }),
    run.outcome !== 'running' &&
      incomplete.length > 0 &&
      t('overview.sync.incomplete', {
        products: incomplete.map(partTitle(t)).join(', '),
      }),
  ].filter(line => line !== false);
}
