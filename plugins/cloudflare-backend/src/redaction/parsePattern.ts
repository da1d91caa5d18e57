const LEAST_CHARACTERS = 3;
const MOST_CHARACTERS = 128;

/** A character, an escaped one, or a class of characters. */
const ATOM =
  /(?<atom>[^\s\\^$.*+?()[\]{}|]| |\\[dw^$\\.*+?()[\]{}|/]|\[(?!\^)(?:[^\s\\[\]]| |\\[dw-])+\])/u;
/** How often it is repeated; only at the end without a limit. */
const TIMES = /(?:\{(?<times>\d{1,3})(?<open>,?)\}|(?<plus>\+))?/u;
const PART = new RegExp(ATOM.source + TIMES.source, 'uy');

/**
 * Reads a pattern such as `cus_\w+` or `EMP-\d{6}`: a part of the syntax of
 * regular expressions that is matched in linear time, whatever the text.
 *
 * @throws Error for any other
 */
export function parsePattern(pattern: string): RegExp {
  const refuse = (why: string): never => {
    throw new Error(`'${pattern}' is no pattern: ${why}`);
  };
  let characters = 0;
  let isOpen = false;
  PART.lastIndex = 0;
  while (PART.lastIndex < pattern.length) {
    const at = PART.lastIndex;
    const found = PART.exec(pattern)?.groups;
    if (!found) {
      return refuse(
        `at character ${
          at + 1
        } it needs a character, '\\d', '\\w' or a class such as '[A-Z]', each with '{n}' if it is repeated`,
      );
    }
    if (isOpen) {
      return refuse(`only its end can be '+' or '{n,}'`);
    }
    // What could match without end would be tried anew from every place.
    isOpen = found.plus !== undefined || found.open === ',';
    characters += Number(found.times ?? 1);
    if (found.times !== undefined && Number(found.times) === 0) {
      return refuse(`'{0}' repeats nothing`);
    }
  }
  if (characters < LEAST_CHARACTERS || characters > MOST_CHARACTERS) {
    return refuse(
      `what it matches must begin with ${LEAST_CHARACTERS} to ${MOST_CHARACTERS} characters, and not ${characters}`,
    );
  }
  try {
    return new RegExp(pattern, 'gu');
  } catch {
    return refuse('it has a class that is not valid');
  }
}
