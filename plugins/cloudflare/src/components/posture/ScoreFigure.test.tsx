import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { scoreOf } from '../../__fixtures__/posture';
import { ScoreFigure } from './ScoreFigure';

describe('a score', () => {
  it('stands with all that it comes from', async () => {
    renderInTestApp(
      <ScoreFigure
        score={scoreOf(
          { pass: 8, fail: 1, stale: 2, unknown: 3, exempt: 4 },
          { level: 'bronze', notVisible: 5 },
        )}
      />,
    );
    expect(await screen.findByText('57.1%')).toBeInTheDocument();
    expect(screen.getByText('Bronze')).toBeInTheDocument();
    expect(screen.getByText('8 of 14 pass')).toBeInTheDocument();
    expect(
      screen.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual(['8 Pass', '1 Fail', '2 Stale', '3 Unknown', '4 Exempt']);
    expect(
      screen.getByText('5 more results are not visible to you'),
    ).toBeInTheDocument();
  });

  it('is rounded down, so that nearly all is not all', async () => {
    renderInTestApp(<ScoreFigure score={scoreOf({ pass: 9999, fail: 1 })} />);
    expect(await screen.findByText('99.9%')).toBeInTheDocument();
  });

  it('is none where nothing could be judged', async () => {
    renderInTestApp(
      <ScoreFigure score={scoreOf({ 'not-applicable': 2, exempt: 1 })} />,
    );
    expect(
      await screen.findByText('No score: nothing could be judged yet'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/%/)).toBeNull();
    expect(screen.queryByText('No level')).toBeNull();
  });

  it('tells that no level is reached', async () => {
    renderInTestApp(<ScoreFigure score={scoreOf({ unknown: 2 })} />);
    expect(await screen.findByText('No level')).toBeInTheDocument();
    expect(screen.getByText('0%')).toBeInTheDocument();
  });
});
