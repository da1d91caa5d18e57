import { TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { answer, refusal } from '../__fixtures__/answers';
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
  return { ...hook, api, seen };
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

  it('forgets what it read for who may not read it any more', async () => {
    const { api, result, seen } = readRoute('fine');
    await waitFor(() => expect(result.current.isPending).toBe(false));
    const error = await refusal(403, {
      name: 'NotAllowedError',
      message: 'Unauthorized',
    });
    api.read.mockRejectedValue(error);
    result.current.retry();
    await waitFor(() => expect(result.current.error).toBe(error));
    seen.length = 0;
    result.current.retry();
    await waitFor(() =>
      expect(seen.some(({ isPending }) => isPending)).toBe(true),
    );
    await waitFor(() => expect(result.current.isPending).toBe(false));
    expect(seen.some(({ before }) => before)).toBe(false);
  });
});
