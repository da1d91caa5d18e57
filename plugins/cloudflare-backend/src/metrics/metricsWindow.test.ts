import { alignedWindow } from './metricsWindow';

const now = new Date('2026-11-22T12:34:56Z');
const at = (time: string) => new Date(`2026-11-${time}Z`);

describe('alignedWindow', () => {
  it('is the same for all who ask within five minutes', () => {
    const window = { from: at('21T12:00:00'), to: at('22T12:25:00') };
    expect(alignedWindow({}, now)).toEqual(window);
    expect(alignedWindow({}, at('22T12:30:00'))).toEqual(window);
    expect(alignedWindow({}, at('22T12:35:00'))).not.toEqual(window);
  });

  it('begins at a full hour and ends when Cloudflare knows everything', () => {
    expect(
      alignedWindow({ from: at('20T10:59:00'), to: at('21T10:59:00') }, now),
    ).toEqual({ from: at('20T10:00:00'), to: at('21T10:55:00') });
    expect(alignedWindow({ to: at('30T00:00:00') }, now).to).toEqual(
      at('22T12:25:00'),
    );
  });

  it.each([
    [{ from: at('22T12:30:00') }, 'ten minutes ago'],
    [{ from: at('22T00:00:00'), to: at('21T00:00:00') }, 'before'],
    [{ from: at('01T00:00:00') }, 'longer than 7 days'],
    [{ from: at('21T00:00:00'), to: at('21T00:01:00') }, 'five minutes'],
  ])('refuses %j', (query, message) => {
    expect(() => alignedWindow(query, now)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
