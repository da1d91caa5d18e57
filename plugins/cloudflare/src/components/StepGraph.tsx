import { Text } from '@backstage/ui';
import {
  RiBracesLine,
  RiFunctionLine,
  RiGitBranchLine,
  RiNotification3Line,
  RiQuestionLine,
  RiRecordCircleLine,
  RiRepeatLine,
  RiShieldLine,
  RiSplitCellsHorizontal,
  RiStopCircleLine,
  RiTimerLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { Breakable } from './Breakable';
import styles from './StepGraph.module.css';
import { useSectionTranslation } from './useSectionTranslation';
import { stepGraphTexts } from './stepGraph.messages';

const ICONS = {
  step: RiRecordCircleLine,
  sleep: RiTimerLine,
  event: RiNotification3Line,
  loop: RiRepeatLine,
  parallel: RiSplitCellsHorizontal,
  condition: RiGitBranchLine,
  attempt: RiShieldLine,
  call: RiFunctionLine,
  block: RiBracesLine,
  end: RiStopCircleLine,
  other: RiQuestionLine,
};

/** What a node of a {@link StepGraph} stands for. */
export type StepKind = keyof typeof ICONS;

/** A node of a {@link StepGraph}. */
export interface StepNode {
  kind: StepKind;
  name?: string;
  /** What else is to be known of it, such as its retries. */
  detail?: ReactNode;
  /** What is done within it, one after the other. */
  children?: readonly StepNode[];
  /** What is done at the same time, or one instead of the other. */
  branches?: readonly StepBranch[];
}

/** One of several ways. */
export interface StepBranch {
  /** As "else" or "catch"; a number without it. */
  name?: string;
  steps: readonly StepNode[];
}

/**
 * Steps one below the other, with what is within them, and with branches side by
 * side where there is room. The tree has to be finite.
 */
export function StepGraph(props: {
  /** Names the steps to people. */
  label: string;
  steps: readonly StepNode[];
}) {
  return (
    <div className={styles.graph}>
      <StepList label={props.label} steps={props.steps} />
    </div>
  );
}

function StepList(props: { label?: string; steps: readonly StepNode[] }) {
  const { label, steps } = props;
  const { t } = useSectionTranslation(stepGraphTexts);
  if (steps.length === 0) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        {t('sections.stepGraph.noSteps')}
      </Text>
    );
  }
  return (
    <ol aria-label={label} className={styles.steps}>
      {steps.map((step, i) => (
        // Steps have no identity but their place.
        // eslint-disable-next-line react/no-array-index-key
        <li key={i} className={styles.step}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step(props: { step: StepNode }) {
  const { branches, children, detail, kind, name } = props.step;
  const { t } = useSectionTranslation(stepGraphTexts);
  const Icon = ICONS[kind];
  const kindText = t(`sections.stepGraph.kinds.${kind}`);
  const hasInner = children !== undefined || branches !== undefined;
  return (
    <div className={hasInner ? styles.container : styles.node}>
      <div className={styles.head}>
        <span className={styles.icon}>
          <Icon size={16} aria-hidden />
        </span>
        <div className={styles.words}>
          <Text as="p" weight="bold">
            <Breakable>{name ?? kindText}</Breakable>
          </Text>
          {(name || detail) && (
            <Text as="div" variant="body-small" color="secondary">
              {name && kindText}
              {name && detail ? ' · ' : ''}
              {detail}
            </Text>
          )}
        </div>
      </div>
      {children && <StepList steps={children} label={name ?? kindText} />}
      {branches && (
        <ul className={styles.branches}>
          {branches.map((branch, i) => (
            // eslint-disable-next-line react/no-array-index-key
            <li key={i} className={styles.branch}>
              <Text as="p" variant="body-small" weight="bold">
                {branch.name ??
                  t('sections.stepGraph.branch', { number: String(i + 1) })}
              </Text>
              <StepList steps={branch.steps} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
