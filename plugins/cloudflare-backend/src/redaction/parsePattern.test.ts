import { parsePattern } from './parsePattern';

const matchesIn = (pattern: string, text: string) =>
  text.match(parsePattern(pattern)) ?? [];

describe('parsePattern', () => {
  it.each([
    ['cus_\\w+', 'for cus_a1B2 and cus_x', ['cus_a1B2', 'cus_x']],
    ['EMP-\\d{6}', 'EMP-123456 EMP-12345', ['EMP-123456']],
    ['[A-Z]{2}\\d{4,}', 'DE12345, de12345', ['DE12345']],
    ['a\\.b\\\\c', 'axb\\c a.b\\c', ['a.b\\c']],
    ['[0-9-]{11}', '078-05-1120', ['078-05-1120']],
    ['Straße 🏠', 'in Straße 🏠 1', ['Straße 🏠']],
  ])('of %s matches in %j', (pattern, text, found) => {
    expect(matchesIn(pattern, text)).toEqual(found);
  });

  it.each([
    ['', '0'],
    ['ab', '2'],
    ['\\w{2,}', '2'],
    ['\\w{129}', '129'],
    ['.*', 'at character 1'],
    ['(a+)+b', 'at character 1'],
    ['abc|def', 'at character 4'],
    ['abc(?=d)', 'at character 4'],
    ['^abc', 'at character 1'],
    ['abc$', 'at character 4'],
    ['abc?', 'at character 4'],
    ['ab[^c]', 'at character 3'],
    ['abc{1,3}', 'at character 4'],
    ['\\s\\s\\s', 'at character 1'],
    ['abc\n', 'at character 4'],
    ['\\w+abc', 'only its end'],
    ['\\d{3,}x', 'only its end'],
    ['abc{0}', 'repeats nothing'],
    ['abc[z-a]', 'a class that is not valid'],
  ])('refuses %j', (pattern, why) => {
    expect(() => parsePattern(pattern)).toThrow(why);
  });

  it('is matched as fast as a text is long, whatever it holds', () => {
    const started = performance.now();
    for (const pattern of ['\\w{60}[a-z]{60}!\\d+', '\\w{100,}', 'aaa+']) {
      for (const text of ['a'.repeat(300_000), 'a1 '.repeat(100_000)]) {
        matchesIn(pattern, text);
      }
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
