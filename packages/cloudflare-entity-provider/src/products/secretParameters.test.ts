import { secretParameters } from './secretParameters';

const counts = (plainTextSuspects: number, secretText: number) => ({
  plainTextSuspects,
  secretText,
  secretsStore: 1,
});

describe('secretParameters', () => {
  it('tells the most that a version has', () => {
    expect(secretParameters([counts(0, 3), counts(2, 1)])).toEqual({
      secrets: { plainTextSuspects: 2, secretText: 3, secretsStore: 1 },
    });
  });

  it('tells nothing while a version is not read, or none serves traffic', () => {
    expect(secretParameters([counts(0, 3), undefined])).toEqual({});
    expect(secretParameters([])).toEqual({});
  });
});
