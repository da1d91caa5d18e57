import { TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { answer } from '../__fixtures__/answers';
import { backend } from '../__testUtils__/render';
import { cloudflareApiRef } from './CloudflareApi';
import { Reading, useReading } from './useReading';

function readRoute(first: string) {
  const api = backend({
    broken: async () => {
      throw new Error('It is broken');
    },
    fine: answer('fine'),
    other: answer('other'),
  });
  const seen: Reading<unknown>[] = [];
  const hook = renderHook(
    ({ route }) => {
      const reading = useReading<unknown>({ path: [route] });
      seen.push(reading);
      return reading;
    },
    {
      initialProps: { route: first },
      wrapper: (props: { children: ReactNode }) => (
        <TestApiProvider apis={[[cloudflareApiRef, api]]}>
          {props.children}
        </TestApiProvider>
      ),
    },
  );
  return { ...hook, seen };
}

describe('useReading', () => {
  it.each(['broken', 'fine'])(
    'never shows what came of another request (%s)',
    async first => {
      const { rerender, result, seen } = readRoute(first);
      await waitFor(() => expect(result.current.isPending).toBe(false));
      expect(Boolean(result.current.error)).toBe(first === 'broken');

      seen.length = 0;
      rerender({ route: 'other' });
      expect(seen[0]).toMatchObject({
        error: undefined,
        response: undefined,
        isPending: true,
      });
      await waitFor(() => expect(result.current.response?.data).toBe('other'));
    },
  );

  it('keeps what it showed while the same is read anew', async () => {
    const { result, seen } = readRoute('fine');
    await waitFor(() => expect(result.current.isPending).toBe(false));
    seen.length = 0;
    result.current.retry();
    await waitFor(() => expect(seen.length).toBeGreaterThan(1));
    await waitFor(() => expect(result.current.isPending).toBe(false));
    expect(seen.every(({ response }) => response?.data === 'fine')).toBe(true);
  });
});
