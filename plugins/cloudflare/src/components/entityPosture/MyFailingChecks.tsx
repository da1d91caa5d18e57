import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import {
  PostureCounts,
  PostureGroup,
  PostureResult,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { cloudflareApiRef } from '../../api';
import { useReading } from '../../api/useReading';
import { entityTitle } from '../../catalog/entityTitle';
import { useLinksToPages } from '../../pages/usePageLinks';
import { CatalogFailure } from '../CatalogFailure';
import { Legible } from '../Legible';
import { EvaluationNotice } from '../posture/EvaluationNotice';
import {
  postureAccess,
  postureRequest,
  resultsRequest,
} from '../posture/postureRequests';
import { judgedOf } from '../posture/scoreText';
import {
  EmptyNotice,
  FailureNotice,
  LoadingNotice,
  StateBoundary,
} from '../StateBoundary';
import { useSectionTranslation } from '../useSectionTranslation';
import { FailingList } from './FailingList';
import { ofCards } from './ofCards';
import { postureCardTexts } from './postureCards.messages';
import styles from './TodoList.module.css';
import { todoResults } from './todoResults';

/** More are on the page of the scorecards. */
const SHOWN = 5;

/** The checks that fail for what the user and their groups own. */
export function MyFailingChecks() {
  return (
    <Legible>
      <OfWhoIsSignedIn />
    </Legible>
  );
}

function OfWhoIsSignedIn() {
  const { t } = useSectionTranslation(postureCardTexts);
  const identityApi = useApi(identityApiRef);
  const { value, error, retry } = useAsyncRetry(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  if (error) {
    return (
      <CatalogFailure
        title={t('sections.postureCards.mine.failed')}
        error={error}
        onRetry={retry}
      />
    );
  }
  return value ? (
    <OfOwners owners={value.ownershipEntityRefs} />
  ) : (
    <LoadingNotice />
  );
}

function OfOwners(props: { owners: readonly string[] }) {
  const { owners } = props;
  const summary = useReading<PostureSummary>(postureRequest);
  return (
    <StateBoundary reading={summary} access={postureAccess}>
      {({ evaluation, owners: groups }) => {
        const mine = groups.filter(({ key }) => owners.includes(key));
        return evaluation.finishedAt === undefined ? (
          <EvaluationNotice evaluation={evaluation} />
        ) : (
          <Flex direction="column" gap="3">
            <Mine groups={mine} />
            <EvaluationNotice evaluation={ofCards(evaluation)} />
          </Flex>
        );
      }}
    </StateBoundary>
  );
}

function Mine(props: { groups: readonly PostureGroup[] }) {
  const { groups } = props;
  const { t } = useSectionTranslation(postureCardTexts);
  const sum = (of: (counts: PostureCounts) => number) =>
    groups.reduce((total, { counts }) => total + of(counts), 0);
  const total = sum(judgedOf);
  const failing = sum(({ fail }) => fail);
  const unsure = sum(({ stale, unknown }) => unknown + stale);
  if (total === 0) {
    return (
      <EmptyNotice
        title={t('sections.postureCards.mine.noneTitle')}
        description={t('sections.postureCards.mine.noneNote')}
      />
    );
  }
  if (failing > 0) {
    const owners = groups.filter(({ counts }) => counts.fail > 0);
    return (
      <Failing
        owners={owners.map(({ key }) => key)}
        failing={failing}
        total={total}
      />
    );
  }
  return (
    <EmptyNotice
      title={t('sections.postureCards.mine.calmTitle')}
      description={
        unsure > 0
          ? t('sections.postureCards.mine.unsure', {
              total: total.toLocaleString(),
              unsure: unsure.toLocaleString(),
            })
          : t('sections.postureCards.mine.calm', { count: total })
      }
    />
  );
}

function Failing(props: {
  owners: readonly string[];
  failing: number;
  total: number;
}) {
  const { failing, owners, total } = props;
  const { t } = useSectionTranslation(postureCardTexts);
  const { value: worst, error, retry } = useWorst(owners);
  if (error) {
    return (
      <FailureNotice error={error} access={postureAccess} onRetry={retry} />
    );
  }
  if (!worst) {
    return <LoadingNotice />;
  }
  return (
    <>
      <Text as="p" color="secondary">
        {t('sections.postureCards.mine.failing', {
          failing: failing.toLocaleString(),
          total: total.toLocaleString(),
        })}
      </Text>
      <FailingList
        label={t('sections.postureCards.mine.list')}
        results={worst}
      />
      <OwnerLinks owners={owners} />
    </>
  );
}

/** The worst of what fails. The route reads the results of one owner at a time. */
function useWorst(owners: readonly string[]) {
  const api = useApi(cloudflareApiRef);
  const refs = owners.join();
  return useAsyncRetry(async () => {
    const responses = await Promise.all(
      refs
        .split(',')
        .map(owner =>
          api.read<PostureResult[]>(
            resultsRequest({ owner, state: 'fail', limit: SHOWN }),
          ),
        ),
    );
    return todoResults(responses.flatMap(({ data }) => data)).slice(0, SHOWN);
  }, [api, refs]);
}

/** The page shows the results of one owner at a time. */
function OwnerLinks(props: { owners: readonly string[] }) {
  const { t } = useSectionTranslation(postureCardTexts);
  const links = useLinksToPages();
  return (
    links && (
      <Flex gap="3" className={styles.links}>
        {props.owners.map(owner => (
          <Link key={owner} href={links.scorecards({ owner, state: 'fail' })}>
            {t('sections.postureCards.mine.allOf', {
              owner: entityTitle(owner, 'group'),
            })}
          </Link>
        ))}
      </Flex>
    )
  );
}
