import { Skeleton, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  ApiResponse,
  ProvenanceCounts,
  ProvenanceState,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { failureOf } from '../api/failures';
import { CloudflareRequest } from '../api';
import { useReading } from '../api/useReading';
import {
  Translate,
  useCloudflareTranslation,
} from '../components/useCloudflareTranslation';
import styles from './pages.module.css';
import { ProvenanceShares } from './ProvenanceShares';

const ALL = 'all';
/** What needs attention first, first. */
const STATES: readonly ProvenanceState[] = [
  'conflict',
  'none',
  'partial',
  'unknown',
  'complete',
];

/**
 * How many production deployments are proven, and a choice of the state to
 * show. Without the counts the choice is still there.
 */
export function ProvenanceCountsBar(props: {
  /** Whose deployments are counted. */
  ownership: CloudflareRequest['query'];
  selected: string;
  onSelect: (state: ProvenanceState | '') => void;
}) {
  const { onSelect, ownership, selected } = props;
  const { t } = useCloudflareTranslation();
  const { response, error } = useReading<ProvenanceCounts>({
    path: ['provenance', 'summary'],
    query: ownership,
  });
  const counts = response?.data;
  const optionLabel = (state: string, count: number | undefined) =>
    count === undefined
      ? state
      : t('deployments.stateCount', { state, deployments: String(count) });
  return (
    <>
      {response && <Text as="p">{summaryText(response, t)}</Text>}
      {!response && !error && <Skeleton width="60%" height={24} />}
      {error && failureOf(error).state !== 'not-permitted' && (
        <Text as="p" color="secondary">
          {t('deployments.summaryFailed', { message: messageOf(error) })}
        </Text>
      )}
      {counts && <ProvenanceShares counts={counts} />}
      <ToggleButtonGroup
        aria-label={t('deployments.states')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[selected || ALL]}
        onSelectionChange={keys => {
          const [key] = keys;
          onSelect(key === ALL ? '' : (key as ProvenanceState));
        }}
        className={styles.states}
      >
        <ToggleButton id={ALL}>
          {optionLabel(t('deployments.allStates'), counts?.total)}
        </ToggleButton>
        {STATES.map(state => (
          <ToggleButton key={state} id={state}>
            {optionLabel(t(`provenance.state.${state}`), counts?.states[state])}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </>
  );
}

function summaryText(
  { data, meta }: ApiResponse<ProvenanceCounts>,
  t: Translate,
): string {
  const { states, total } = data;
  return [
    t('deployments.summary', {
      proven: String(states.complete),
      total: String(total),
    }),
    states.unknown > 0 &&
      t('deployments.summaryUnknown', { count: states.unknown }),
    !meta.complete && t('deployments.summaryPartial'),
  ]
    .filter(Boolean)
    .join(' ');
}

function messageOf(error: Error): string {
  const failure = failureOf(error);
  return 'message' in failure ? failure.message : error.message;
}
