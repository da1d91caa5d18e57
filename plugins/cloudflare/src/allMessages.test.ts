import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { allMessages } from './allMessages';
import { titleMessages } from './titles';

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.messages.ts'))
  .map(file => path.join(__dirname, file));

/** What a module of words exports, be it words or the texts of sections. */
async function wordsOf(file: string): Promise<object[]> {
  const module: Record<string, object> = await import(file);
  return Object.values(module).map(value =>
    'messages' in value ? (value.messages as object) : value,
  );
}

function countOf(words: object): number {
  return Object.values(words).reduce<number>(
    (count, word) => count + (typeof word === 'string' ? 1 : countOf(word)),
    0,
  );
}

describe('all messages', () => {
  it.each(Object.values(products))('has those of $title', async ({ id }) => {
    const name = id.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    const file = path.join(__dirname, 'products', name);
    expect(await wordsOf(`${file}.messages.ts`)).toEqual([allMessages[id]]);
    const [texts] = Object.values<object>(
      await import(`${file}.sections.messages.ts`),
    );
    expect(texts).toEqual({ id, messages: allMessages.sections[id] });
  });

  // A message that another one hides, or that is in no ref, would be missing.
  it('has those of every module, each under a key of its own', async () => {
    const words = (await Promise.all(files.map(wordsOf))).flat();
    expect(countOf(allMessages)).toBe(countOf([...words, titleMessages]));
  });
});
