import {
  Check,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../Absent';
import { Time } from '../Time';
import { useSectionTranslation } from '../useSectionTranslation';
import { factText } from './factText';
import { resultDetailTexts } from './resultDetail.messages';
import styles from './ResultDetail.module.css';

/** The facts of a result; of one that could not be read, it says so. */
export function ComparedFacts(props: {
  check: Check;
  result: Pick<PostureResult, 'facts' | 'atLeast'>;
}) {
  const { check, result } = props;
  const { t } = useSectionTranslation(resultDetailTexts);
  return (
    <table className={styles.compared}>
      <thead>
        <tr>
          <th scope="col">{t('sections.resultDetail.fact')}</th>
          <th scope="col">{t('sections.resultDetail.value')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.keys(check.facts).map(name => (
          <tr key={name}>
            <th scope="row">{check.facts[name].title}</th>
            <td>
              <Fact check={check} name={name} result={result} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fact(props: {
  check: Check;
  name: string;
  result: Pick<PostureResult, 'facts' | 'atLeast'>;
}) {
  const { check, name, result } = props;
  const { t } = useSectionTranslation(resultDetailTexts);
  const definition = check.facts[name];
  const value = result.facts[name];
  if (value === undefined) {
    return <Absent reason={t('sections.resultDetail.notRead')} />;
  }
  if (definition.type === 'time' && typeof value === 'string') {
    return <Time value={value} />;
  }
  const text = factText(value, definition, t);
  return (
    <>
      {result.atLeast?.includes(name)
        ? t('sections.resultDetail.atLeast', { value: text })
        : text}
    </>
  );
}
