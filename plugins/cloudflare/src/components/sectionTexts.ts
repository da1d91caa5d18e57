import type { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words by their names, which may be grouped. */
export interface Words {
  readonly [name: string]: string | Words;
}

/** The words of sections, which are loaded with them. */
export interface SectionTexts<
  Id extends string = string,
  T extends Words = Words,
> {
  id: Id;
  messages: T;
}

/** The messages of sections, by keys that begin with `sections.<id>.` */
export type SectionMessages<X extends SectionTexts> = ReturnType<
  typeof createTranslationRef<
    string,
    { sections: { [Id in X['id']]: X['messages'] } },
    {}
  >
>['T'] extends infer M extends Record<string, string>
  ? M
  : never;

/** Words of sections, under an id of their own. */
export function sectionTexts<const Id extends string, const T extends Words>(
  id: Id,
  messages: T,
): SectionTexts<Id, T> {
  return { id, messages };
}

const english = new Intl.PluralRules('en');

/** The English text of a message; `undefined` of one that is not of these. */
export function englishText(
  { id, messages }: SectionTexts,
  key: string,
  count: number | undefined,
): string | undefined {
  const prefix = `sections.${id}.`;
  if (!key.startsWith(prefix)) {
    return undefined;
  }
  const name = key.slice(prefix.length);
  const forms =
    count === undefined
      ? [name]
      : [
          ...(count === 0 ? [`${name}_zero`] : []),
          `${name}_${english.select(count)}`,
          name,
        ];
  return forms
    .map(form => textAt(messages, form))
    .find(text => text !== undefined);
}

/** Names can have dots in them, as those of groups before them. */
function textAt(words: Words, name: string): string | undefined {
  const text = words[name];
  if (typeof text === 'string') {
    return text;
  }
  return Object.entries(words)
    .map(([group, inner]) =>
      typeof inner === 'object' && name.startsWith(`${group}.`)
        ? textAt(inner, name.slice(group.length + 1))
        : undefined,
    )
    .find(found => found !== undefined);
}
