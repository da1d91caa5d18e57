import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  findCheck,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { entityTitle } from '../../catalog/entityTitle';
import { ExternalLink } from '../ExternalLink';
import { FactList } from '../FactList';
import { Tags } from '../Tags';
import { Time } from '../Time';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../useSectionTranslation';
import { amountText } from './factText';
import { resultDetailTexts } from './resultDetail.messages';
import styles from './ResultDetail.module.css';

/** Of checks that tell no other. */
const STALE_AFTER_HOURS = 2;

/** What it is about, when and from what it was found out, and the criteria. */
export function ResultCircumstances(props: { result: PostureResult }) {
  const { result } = props;
  const { t } = useSectionTranslation(resultDetailTexts);
  const check = findCheck(result.checkId)?.check;
  const facts = [
    {
      label: t('sections.resultDetail.entity'),
      value: (
        <EntityRefLink entityRef={result.entityRef} title={result.title} />
      ),
    },
    ...(result.dashboardUrl
      ? [
          {
            label: t('sections.resultDetail.links'),
            value: (
              <ExternalLink href={result.dashboardUrl} to="dashboard">
                {t('sections.resultDetail.dashboard')}
              </ExternalLink>
            ),
          },
        ]
      : []),
    ...refFacts(result, t),
    {
      label: t('sections.resultDetail.observed'),
      value: result.observedAt ? (
        <Time value={result.observedAt} />
      ) : (
        t('sections.resultDetail.never')
      ),
    },
    ...(check
      ? [
          {
            label: t('sections.resultDetail.staleAfter'),
            value: amountText(
              check.staleAfterHours ?? STALE_AFTER_HOURS,
              'hours',
            ),
          },
        ]
      : []),
    {
      label: t('sections.resultDetail.evaluated'),
      value: <Time value={result.evaluatedAt} />,
    },
    ...(result.sources.length > 0
      ? [
          {
            label: t('sections.resultDetail.sources'),
            value: <Sources result={result} />,
          },
        ]
      : []),
    {
      label: t('sections.resultDetail.criteria'),
      value: result.criteria.join(', '),
    },
    ...(check
      ? [
          {
            label: t('sections.resultDetail.kind'),
            value: t(`sections.resultDetail.kinds.${check.kind}`),
          },
        ]
      : []),
    {
      label: t('sections.resultDetail.check'),
      value: t('sections.resultDetail.version', {
        check: result.checkId,
        version: String(result.checkVersion),
      }),
    },
  ];
  return <FactList facts={facts} />;
}

function refFacts(
  result: PostureResult,
  t: SectionTranslate<typeof resultDetailTexts>,
) {
  const { account, components, owner, subject, system } = result;
  return [
    owner && {
      label: t('sections.resultDetail.owner'),
      value: (
        <EntityRefLink entityRef={owner} title={entityTitle(owner, 'group')} />
      ),
    },
    system && {
      label: t('sections.resultDetail.system'),
      value: (
        <EntityRefLink
          entityRef={system}
          title={entityTitle(system, 'system')}
        />
      ),
    },
    subject !== 'component' &&
      components.length > 0 && {
        label: t('sections.resultDetail.components'),
        value: (
          <Tags>
            {components.map(component => (
              <EntityRefLink
                key={component}
                entityRef={component}
                title={entityTitle(component, 'component')}
              />
            ))}
          </Tags>
        ),
      },
    account && {
      label: t('sections.resultDetail.account'),
      value: account,
    },
  ].filter(fact => fact !== false && fact !== undefined && fact !== '');
}

function Sources(props: { result: PostureResult }) {
  const { t } = useSectionTranslation(resultDetailTexts);
  return (
    <ul className={styles.list}>
      {props.result.sources.map(({ name, observedAt, rayIds = [] }) => (
        <li key={name}>
          {name}, {t('sections.resultDetail.sourceRead')}{' '}
          <Time value={observedAt} />
          {rayIds.length > 0 &&
            `; ${t('sections.resultDetail.rayIds')}: ${rayIds.join(', ')}`}
        </li>
      ))}
    </ul>
  );
}
