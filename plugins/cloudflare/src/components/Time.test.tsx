import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen } from '@testing-library/react';
import { Time } from './Time';

describe('a time', () => {
  it('is told from now, and exactly on hover, by keyboard and to screen readers', async () => {
    renderInTestApp(
      <Time value={new Date(Date.now() - 7_200_000).toISOString()} />,
    );
    const time = (await screen.findByText(/2 hours ago/)) as HTMLElement;
    expect(time.title).toMatch(new RegExp(`${new Date().getFullYear()}`));
    expect(time).toHaveTextContent(`(${time.title})`);
    time.focus();
    expect(time).toHaveFocus();
  });

  it('grows older', async () => {
    jest.useFakeTimers({
      doNotFake: ['queueMicrotask', 'setTimeout', 'setImmediate'],
    });
    try {
      renderInTestApp(<Time value={new Date(Date.now()).toISOString()} />);
      await screen.findByText(/seconds? ago|in 0 seconds/);
      act(() => jest.advanceTimersByTime(120_000));
      expect(screen.getByText(/2 minutes ago/)).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([undefined, 'yesterday'])(
    'is not known when it is %s',
    async value => {
      renderInTestApp(<Time value={value} />);
      expect(await screen.findByText('Not known')).toBeInTheDocument();
    },
  );
});
