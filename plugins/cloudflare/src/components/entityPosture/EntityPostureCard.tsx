import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { EntityPosture } from '@cloudflare-backstage/plugin-cloudflare-common';
import { failureOf } from '../../api/failures';
import { useReading } from '../../api/useReading';
import { ScorecardFilters, useLinksToPages } from '../../pages/usePageLinks';
import { Legible } from '../Legible';
import { EvaluationNotice } from '../posture/EvaluationNotice';
import { postureAccess } from '../posture/postureRequests';
import { ScoreFigure } from '../posture/ScoreFigure';
import { judgedOf } from '../posture/scoreText';
import { EmptyNotice, permissionText, StateBoundary } from '../StateBoundary';
import { useSectionTranslation } from '../useSectionTranslation';
import { ofCards } from './ofCards';
import { postureCardTexts } from './postureCards.messages';
import { TodoList } from './TodoList';
import styles from './TodoList.module.css';
import { todoResults } from './todoResults';

/** More are on the page of the scorecards. */
const SHOWN = 5;

/** What the checks say of an entity and of what belongs to it, on its page. */
export function EntityPostureCard() {
  const { entity } = useEntity();
  const { t } = useSectionTranslation(postureCardTexts);
  const entityRef = stringifyEntityRef(entity);
  return (
    <Legible>
      <EntityInfoCard title={t('sections.postureCards.entity.title')}>
        <PostureOf key={entityRef} entityRef={entityRef} kind={entity.kind} />
      </EntityInfoCard>
    </Legible>
  );
}

function PostureOf(props: { entityRef: string; kind: string }) {
  const { entityRef, kind } = props;
  const { t } = useSectionTranslation(postureCardTexts);
  const reading = useReading<EntityPosture>({
    path: ['posture', 'entities', entityRef],
  });
  // Everybody who opens the entity sees the card: no alert for what is no fault.
  if (reading.error && failureOf(reading.error).state === 'not-permitted') {
    return (
      <Text as="p" color="secondary">
        {permissionText(postureAccess, t)}
      </Text>
    );
  }
  return (
    <StateBoundary reading={reading} access={postureAccess}>
      {posture => <Posture posture={posture} kind={kind} />}
    </StateBoundary>
  );
}

function Posture(props: { posture: EntityPosture; kind: string }) {
  const { kind, posture } = props;
  const { counts, evaluation, notVisible, own, related } = posture;
  const total = own.length + posture.relatedTotal;
  const { t } = useSectionTranslation(postureCardTexts);
  const results = [...own, ...related];
  const applicable = total - counts['not-applicable'];
  const todo = todoResults(results);
  if (total === 0 && evaluation.finishedAt === undefined) {
    return <EvaluationNotice evaluation={evaluation} />;
  }
  return (
    <Flex direction="column" gap="4">
      {applicable > 0 ? (
        <>
          <Flex direction="column" gap="2">
            <ScoreFigure score={posture} />
            <WhatItIsOf kind={kind} />
          </Flex>
          <ByScorecard posture={posture} kind={kind} />
          {todo.length > 0 ? (
            <Todo results={todo} posture={posture} kind={kind} />
          ) : (
            <Text as="p">{t('sections.postureCards.entity.calm')}</Text>
          )}
        </>
      ) : (
        <Nothing inapplicable={total} hidden={notVisible} />
      )}
      <EvaluationNotice evaluation={ofCards(evaluation)} />
    </Flex>
  );
}

function WhatItIsOf(props: { kind: string }) {
  const { t } = useSectionTranslation(postureCardTexts);
  const kind = props.kind.toLocaleLowerCase('en-US');
  if (kind !== 'component' && kind !== 'system') {
    return null;
  }
  return (
    <Text as="p" variant="body-small" color="secondary">
      {kind === 'system'
        ? t('sections.postureCards.entity.ofSystem')
        : t('sections.postureCards.entity.ofComponent')}
    </Text>
  );
}

/** How it stands in each scorecard, and the way to all results there. */
function ByScorecard(props: { posture: EntityPosture; kind: string }) {
  const { kind, posture } = props;
  const { t } = useSectionTranslation(postureCardTexts);
  const links = useLinksToPages();
  const filter = filterOf(kind, posture.entityRef);
  return (
    <ul
      aria-label={t('sections.postureCards.entity.scorecards')}
      className={styles.scorecards}
    >
      {posture.scorecards
        .filter(({ counts }) => judgedOf(counts) + counts.exempt > 0)
        .map(({ counts, key, title }) => (
          <li key={key} className={styles.scorecard}>
            {links ? (
              <Link href={links.scorecards({ scorecard: key, ...filter })}>
                {title}
              </Link>
            ) : (
              <Text as="span">{title}</Text>
            )}
            <Text as="span" color="secondary">
              {t('sections.postureCards.entity.share', {
                passed: counts.pass.toLocaleString(),
                total: judgedOf(counts).toLocaleString(),
              })}
            </Text>
          </li>
        ))}
    </ul>
  );
}

function Todo(props: {
  results: ReturnType<typeof todoResults>;
  posture: EntityPosture;
  kind: string;
}) {
  const { kind, posture, results } = props;
  const { counts, entityRef } = posture;
  const { t } = useSectionTranslation(postureCardTexts);
  const links = useLinksToPages();
  const shown = results.slice(0, SHOWN);
  // Not all results are answered where there are many.
  const more = counts.fail + counts.stale + counts.unknown - shown.length;
  const title = t('sections.postureCards.entity.todo');
  return (
    <Flex direction="column" gap="3">
      <Text as="h4" weight="bold">
        {title}
      </Text>
      <TodoList label={title} results={shown} ownRef={entityRef} />
      {more > 0 && (
        <Text as="p" color="secondary">
          {t('sections.postureCards.entity.more', { count: more })}
          {links && (
            <>
              {': '}
              <Link href={links.scorecards(filterOf(kind, entityRef))}>
                {t('sections.postureCards.entity.seeAll')}
              </Link>
            </>
          )}
        </Text>
      )}
    </Flex>
  );
}

/** Why there is no result with a say. */
function Nothing(props: { inapplicable: number; hidden: number }) {
  const { hidden, inapplicable } = props;
  const { t } = useSectionTranslation(postureCardTexts);
  if (hidden > 0) {
    return (
      <EmptyNotice
        title={t('sections.postureCards.entity.hiddenTitle')}
        description={t('sections.postureCards.entity.hidden', {
          count: hidden,
        })}
      />
    );
  }
  return inapplicable > 0 ? (
    <EmptyNotice
      title={t('sections.postureCards.entity.inapplicableTitle')}
      description={t('sections.postureCards.entity.inapplicable', {
        count: inapplicable,
      })}
    />
  ) : (
    <EmptyNotice
      title={t('sections.postureCards.entity.noneTitle')}
      description={t('sections.postureCards.entity.noneNote')}
    />
  );
}

/** What the page of the scorecards is narrowed to. */
function filterOf(kind: string, entityRef: string): ScorecardFilters {
  switch (kind.toLocaleLowerCase('en-US')) {
    case 'system':
      return { system: entityRef };
    case 'component':
      return { component: entityRef };
    default:
      return { entity: entityRef };
  }
}
