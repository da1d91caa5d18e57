import {
  Check,
  Condition,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../useSectionTranslation';
import { amountText, factText } from './factText';
import { resultDetailTexts } from './resultDetail.messages';
import styles from './ResultDetail.module.css';

type AnyCondition = Condition<string, string>;
type Leaf = Extract<AnyCondition, { fact: string }>;
type T = SectionTranslate<typeof resultDetailTexts>;

/** A rule in words, with the thresholds that were in force. */
export function RuleText(props: {
  check: Check;
  condition: AnyCondition;
  thresholds: Readonly<Record<string, number>>;
}) {
  const { condition } = props;
  // What is at the top is part of no sentence: its parts stand alone.
  const parts = 'all' in condition ? condition.all : [condition];
  return <Parts {...props} parts={parts} />;
}

function Parts(props: {
  check: Check;
  parts: readonly AnyCondition[];
  thresholds: Readonly<Record<string, number>>;
}) {
  const { check, parts, thresholds } = props;
  const { t } = useSectionTranslation(resultDetailTexts);
  return (
    <ul className={styles.rule}>
      {parts.map(part => (
        <li key={JSON.stringify(part)}>
          {'fact' in part ? (
            leafText(part, check, thresholds, t)
          ) : (
            <>
              {t(`sections.resultDetail.rule.${joinOf(part)}`)}:
              <Parts
                check={check}
                parts={partsOf(part)}
                thresholds={thresholds}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

type Joined = Exclude<AnyCondition, Leaf>;

function joinOf(condition: Joined): 'all' | 'any' | 'not' {
  if ('all' in condition) {
    return 'all';
  }
  return 'any' in condition ? 'any' : 'not';
}

function partsOf(condition: Joined): readonly AnyCondition[] {
  if ('all' in condition) {
    return condition.all;
  }
  return 'any' in condition ? condition.any : [condition.not];
}

function leafText(
  leaf: Leaf,
  check: Check,
  thresholds: Readonly<Record<string, number>>,
  t: T,
): string {
  const definition = check.facts[leaf.fact];
  const fact = definition.title;
  if ('threshold' in leaf) {
    const threshold = check.thresholds[leaf.threshold];
    const limit = amountText(
      thresholds[leaf.threshold] ?? threshold.default,
      threshold.unit,
    );
    return t(`sections.resultDetail.rule.${leaf.is}`, { fact, limit });
  }
  if (leaf.value === null) {
    return t('sections.resultDetail.rule.notExisting', { fact });
  }
  return t(`sections.resultDetail.rule.${leaf.is}`, {
    fact,
    limit: factText(leaf.value, definition, t),
  });
}
