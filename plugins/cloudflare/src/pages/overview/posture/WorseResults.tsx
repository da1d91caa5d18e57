import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Text } from '@backstage/ui';
import {
  PostureResult,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { PanelSection } from '../../../components/PanelSection';
import { CheckStateTag } from '../../../components/posture/CheckStateTag';
import { postureTexts } from '../../../components/posture/posture.messages';
import { ResultButton } from '../../../components/posture/ResultButton';
import { ResultDialog } from '../../../components/posture/ResultDialog';
import { Time } from '../../../components/Time';
import { useSectionTranslation } from '../../../components/useSectionTranslation';
import { overviewPostureTexts } from './overviewPosture.messages';
import styles from './posture.module.css';

/** What got worse in the last day, the most severe first. */
export function WorseResults(props: { posture: PostureSummary }) {
  const { worse, worseTotal } = props.posture;
  const { t } = useSectionTranslation(overviewPostureTexts);
  const { t: tPosture } = useSectionTranslation(postureTexts);
  const [opened, setOpened] = useState<PostureResult>();
  const more = worseTotal - worse.length;
  return (
    <Card>
      <CardBody>
        <PanelSection title={t('sections.overviewPosture.worse.title')}>
          {worse.length === 0 && (
            <Text as="p" color="secondary">
              {t(`sections.overviewPosture.worse.${whyNone(props.posture)}`)}
            </Text>
          )}
          <ul className={styles.list}>
            {worse.map(({ before, result }) => (
              <li
                key={`${result.checkId} ${result.entityRef}`}
                className={styles.item}
              >
                <CheckStateTag state={result.state} />
                <ResultButton
                  result={result}
                  onPress={() => setOpened(result)}
                />
                <EntityRefLink
                  entityRef={result.entityRef}
                  title={result.title}
                />
                <Text as="span" variant="body-small" color="secondary">
                  {t('sections.overviewPosture.worse.change', {
                    before: tPosture(`sections.posture.states.${before}`),
                  })}
                  {', '}
                  {tPosture(`sections.posture.severities.${result.severity}`)}
                  , <Time value={result.since} />
                </Text>
              </li>
            ))}
          </ul>
          {more > 0 && (
            <Text as="p" color="secondary">
              {t('sections.overviewPosture.worse.more', { count: more })}
            </Text>
          )}
          {opened && (
            <ResultDialog
              result={opened}
              onClose={() => setOpened(undefined)}
            />
          )}
        </PanelSection>
      </CardBody>
    </Card>
  );
}

/** Nothing got worse only where there is something to compare with. */
function whyNone({ comparedWith, evaluation }: PostureSummary) {
  if (!evaluation.finishedAt) {
    return 'notKnown' as const;
  }
  return comparedWith ? ('nothing' as const) : ('noneBefore' as const);
}
