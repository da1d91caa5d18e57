import { ForwardedError } from '@backstage/errors';
import { databaseFault, faultText } from './databaseFault';

const withCode = (code: string) =>
  Object.assign(new Error(`insert into secrets values ('s3cret') - ${code}`), {
    code,
  });

describe('a fault of a database', () => {
  it.each([
    ['53100', 'the disk of the database is full (53100)'],
    ['25006', 'the database can only be read (25006)'],
    ['SQLITE_BUSY', 'another process has locked the database (SQLITE_BUSY)'],
    ['SQLITE_ERROR', 'the database refused it (SQLITE_ERROR)'],
    ['23505', 'the database refused it (23505)'],
  ])('%s is told without the statement', (code, told) => {
    expect(databaseFault(withCode(code))).toBe(told);
    expect(faultText(withCode(code))).toBe(told);
    const forwarded = new ForwardedError('It was not kept', withCode(code));
    expect(faultText(forwarded)).toBe(told);
  });

  it.each([
    new Error('Another fault'),
    Object.assign(new Error('Another fault'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('Another fault'), { code: 'toString' }),
  ])('is told apart from %p', error => {
    expect(databaseFault(error)).toBeUndefined();
    expect(faultText(error)).toBe('Error: Another fault');
  });

  it('ends where causes go round', () => {
    const error = new Error('Round');
    error.cause = error;
    expect(databaseFault(error)).toBeUndefined();
    expect(databaseFault(undefined)).toBeUndefined();
  });
});
