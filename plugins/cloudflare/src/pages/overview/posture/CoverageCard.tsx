import { Card, CardBody, Link, Text } from '@backstage/ui';
import { PostureCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import { PanelSection } from '../../../components/PanelSection';
import { CheckStateTag } from '../../../components/posture/CheckStateTag';
import { shareText } from '../../../components/posture/scoreText';
import { StatusTag } from '../../../components/StatusTag';
import { useSectionTranslation } from '../../../components/useSectionTranslation';
import { usePageLinks } from '../../usePageLinks';
import { overviewPostureTexts } from './overviewPosture.messages';
import styles from './posture.module.css';

/** How many production Components are linked, of how many, and how many should be. */
export function CoverageCard(props: { coverage: PostureCoverage }) {
  const { excluded, expected, linked, share, state, total } = props.coverage;
  const { t } = useSectionTranslation(overviewPostureTexts);
  const links = usePageLinks();
  return (
    <Card>
      <CardBody>
        <PanelSection title={t('sections.overviewPosture.coverage.title')}>
          <div className={styles.body}>
            <div className={styles.item}>
              {share !== undefined && (
                <Text as="span" variant="title-small" weight="bold">
                  {shareText(share)}
                </Text>
              )}
              {state ? (
                <CheckStateTag state={state} />
              ) : (
                <StatusTag
                  tone="neutral"
                  label={t('sections.overviewPosture.coverage.notEvaluated')}
                />
              )}
            </div>
            {state && (
              <Text as="p">
                <Linked linked={linked} total={total} />
              </Text>
            )}
            <Text as="p" color="secondary">
              {t('sections.overviewPosture.coverage.expected', {
                expected: shareText(expected),
              })}
            </Text>
            {excluded !== undefined && excluded > 0 && (
              <Text as="p" color="secondary">
                {t('sections.overviewPosture.coverage.excluded', {
                  count: excluded,
                })}
              </Text>
            )}
            {linked !== undefined && total !== undefined && linked < total && (
              <Link
                href={links.scorecards({
                  scorecard: 'coverage',
                  check: 'coverage.linked',
                  state: 'fail',
                })}
              >
                {t('sections.overviewPosture.coverage.unlinked')}
              </Link>
            )}
          </div>
        </PanelSection>
      </CardBody>
    </Card>
  );
}

function Linked(props: { linked?: number; total?: number }) {
  const { linked, total } = props;
  const { t } = useSectionTranslation(overviewPostureTexts);
  if (total === undefined || linked === undefined) {
    return t('sections.overviewPosture.coverage.notKnown');
  }
  return total > 0
    ? t('sections.overviewPosture.coverage.share', {
        linked: linked.toLocaleString(),
        total: total.toLocaleString(),
      })
    : t('sections.overviewPosture.coverage.none');
}
