import {
  aiSearchQualifiedName,
  isSuccessfulAiSearchJob,
  lastSuccessfulAiSearchJob,
} from './aiSearch';

const endedAt = '2026-11-21T12:09:00Z';

describe('a job of AI Search', () => {
  it.each([undefined, '', 'finished', ' Completed ', 'SUCCESS'])(
    'that ended with %p is a success',
    endReason => {
      expect(isSuccessfulAiSearchJob({ endedAt, endReason })).toBe(true);
    },
  );

  it.each(['cancelled by user', 'source unreachable', 'not finished'])(
    'that ended with %p is none',
    endReason => {
      expect(isSuccessfulAiSearchJob({ endedAt, endReason })).toBe(false);
    },
  );

  it('that is under way is none, nor one that ended at no time', () => {
    expect(isSuccessfulAiSearchJob({ endReason: 'finished' })).toBe(false);
    expect(isSuccessfulAiSearchJob({ endedAt: 'soon' })).toBe(false);
  });

  it('is the last success by its end, in whatever order jobs come', () => {
    const jobs = [
      { id: 'a', endedAt: '2026-11-20T00:00:00Z' },
      { id: 'b', endedAt: '2026-11-21T01:00:00+02:00' },
      { id: 'c', endedAt: '2026-11-22T00:00:00Z', endReason: 'failed' },
      { id: 'd' },
    ];
    expect(lastSuccessfulAiSearchJob(jobs)?.id).toBe('b');
    expect(lastSuccessfulAiSearchJob([])).toBeUndefined();
  });
});

describe('the name of an AI Search instance', () => {
  it('tells the namespace outside of the default one', () => {
    expect(aiSearchQualifiedName({ id: 'docs' })).toBe('docs');
    expect(aiSearchQualifiedName({ id: 'docs', namespace: 'default' })).toBe(
      'docs',
    );
    expect(aiSearchQualifiedName({ id: 'docs', namespace: 'eu' })).toBe(
      'eu:docs',
    );
  });
});
