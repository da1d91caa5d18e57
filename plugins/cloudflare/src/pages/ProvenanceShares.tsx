import { Text } from '@backstage/ui';
import { ProvenanceCounts } from '@cloudflare-backstage/plugin-cloudflare-common';
import { StatusTag } from '../components/StatusTag';
import { Tags } from '../components/Tags';
import { useSectionTranslation } from '../components/useSectionTranslation';
import { deploymentCheckTexts } from './deploymentChecks.messages';
import styles from './ProvenanceShares.module.css';

interface Share {
  id: 'commit' | 'ciRun' | 'auditEvent';
  has: number;
  unknown: number;
  total: number;
}

/** How many deployments have each of what proves them; the aim is all. */
export function ProvenanceShares(props: { counts: ProvenanceCounts }) {
  const { total, unknown, withAuditEvent, withCiRun, withCommit } =
    props.counts;
  const { t } = useSectionTranslation(deploymentCheckTexts);
  const shares: Share[] = [
    { id: 'commit', has: withCommit, unknown: unknown.commit, total },
    { id: 'ciRun', has: withCiRun, unknown: unknown.ciRun, total },
    {
      id: 'auditEvent',
      has: withAuditEvent,
      unknown: unknown.auditEvent,
      total,
    },
  ];
  return total === 0 ? null : (
    <ul
      aria-label={t('sections.deploymentChecks.shares.title')}
      className={styles.shares}
    >
      {shares.map(share => (
        <li key={share.id}>
          <ShareBar share={share} />
        </li>
      ))}
    </ul>
  );
}

function ShareBar(props: { share: Share }) {
  const { has, id, total, unknown } = props.share;
  const { t } = useSectionTranslation(deploymentCheckTexts);
  const lacks = total - has - unknown;
  const width = (number: number) => ({ width: `${(number / total) * 100}%` });
  return (
    <>
      <Text as="p" weight="bold">
        {t(`sections.deploymentChecks.shares.${id}`)}
      </Text>
      <div className={styles.bar} aria-hidden>
        <div className={styles.has} style={width(has)} />
        <div className={styles.lacks} style={width(lacks)} />
        <div className={styles.unknown} style={width(unknown)} />
      </div>
      <Text as="p">
        {t('sections.deploymentChecks.shares.value', {
          share: percentText(has / total),
          with: String(has),
          total: String(total),
        })}
      </Text>
      <Tags>
        {has === total && (
          <StatusTag
            tone="success"
            label={t('sections.deploymentChecks.shares.met')}
          />
        )}
        {lacks > 0 && (
          <StatusTag
            tone="danger"
            label={t('sections.deploymentChecks.shares.missing', {
              number: String(lacks),
            })}
          />
        )}
        {unknown > 0 && (
          <StatusTag
            tone="neutral"
            label={t('sections.deploymentChecks.shares.unknown', {
              number: String(unknown),
            })}
          />
        )}
      </Tags>
    </>
  );
}

/** Rounded down: what is nearly all is not all. */
function percentText(ratio: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(Math.floor(ratio * 1000) / 1000);
}
