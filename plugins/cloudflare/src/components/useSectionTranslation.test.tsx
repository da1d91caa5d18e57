import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { sectionTexts } from './sectionTexts';
import { useSectionTranslation } from './useSectionTranslation';

const texts = sectionTexts('example', {
  title: 'Example',
  opened: 'Opened by {{who}}',
  'workers.dev': { 'a.b': 'With dots' },
  size: 'Size {{size, number}}',
  keys: { rows_one: '{{count}} row', rows_other: '{{count}} rows' },
  tries: { left_one: 'One try', left_other: 'Some tries' },
  moved: 'From {{from}} to {{to}}',
});

function Example(props: { state?: 'title' | 'opened' }) {
  const { state = 'title' } = props;
  const { t } = useSectionTranslation(texts);
  return (
    <ul>
      <li>{t('sections.example.title')}</li>
      <li>{t('sections.example.opened', { who: <b>Ada</b> })}</li>
      <li>{t('sections.example.size', { size: 1234.5 })}</li>
      <li>{t('sections.example.keys.rows', { count: 0 })}</li>
      <li>{t('sections.example.keys.rows', { count: 1 })}</li>
      <li>{t('sections.example.workers.dev.a.b')}</li>
      <li>{t('retry')}</li>
      <li>{t('sections.example.tries.left', { count: 2 })}</li>
      <li>{t('sections.example.moved', { from: 'A', to: <b>B</b> })}</li>
      <li>{t(`sections.example.${state}`, { who: 'Ada' })}</li>
      {/* @ts-expect-error there is no such text */}
      <li>{t('sections.example.none')}</li>
      {/* @ts-expect-error it is a text of other sections */}
      <li>{t('sections.kv.keys.title')}</li>
      {/* @ts-expect-error it is one form of a text */}
      <li>{t('sections.example.keys.rows_one', { count: 1 })}</li>
      {/* @ts-expect-error a value is missing */}
      <li>{t('sections.example.opened')}</li>
      {/* @ts-expect-error one of two values is missing */}
      <li>{t('sections.example.moved', { from: 'A' })}</li>
      {/* @ts-expect-error the value has another name */}
      <li>{t('sections.example.opened', { whom: 'Ada' })}</li>
      {/* @ts-expect-error the text takes no value */}
      <li>{t('sections.example.title', { who: 'Ada' })}</li>
      {/* @ts-expect-error the value is not a text */}
      <li>{t('sections.example.opened', { who: 1 })}</li>
      {/* @ts-expect-error the value is not a number */}
      <li>{t('sections.example.size', { size: '1' })}</li>
      {/* @ts-expect-error the count is missing */}
      <li>{t('sections.example.keys.rows')}</li>
      {/* @ts-expect-error the count is missing, which the text does not tell */}
      <li>{t('sections.example.tries.left')}</li>
      {/* @ts-expect-error the count is not a number */}
      <li>{t('sections.example.keys.rows', { count: '1' })}</li>
      {/* @ts-expect-error one of the texts takes a value */}
      <li>{t(`sections.example.${state}`)}</li>
      {/* @ts-expect-error texts that are not of sections take theirs too */}
      <li>{t('table.refresh')}</li>
    </ul>
  );
}

describe('the texts of sections', () => {
  it('are English where nothing translates them', async () => {
    renderInTestApp(<Example />);
    expect(await screen.findByText('Ada')).toHaveProperty('tagName', 'B');
    const items = screen.getAllByRole('listitem').map(i => i.textContent);
    expect(items.slice(0, 10)).toEqual([
      'Example',
      'Opened by Ada',
      'Size 1,234.5',
      '0 rows',
      '1 row',
      'With dots',
      'Try again',
      'Some tries',
      'From A to B',
      'Example',
    ]);
  });
});
