import { z } from 'zod';
import { UnreadableError } from './PluginReader';
import { PostureFactsReader } from './PostureFactsReader';

const page = (entityRef: string, nextCursor?: string) => ({
  data: {
    evaluation: { id: 1 },
    entities: [{ entityRef, checks: {} }],
  },
  meta: { nextCursor },
});
const passing = new UnreadableError('away', true);
const lasting = new UnreadableError('forbidden', false);

function readerOf(...answers: unknown[]) {
  const paths: string[] = [];
  const plugins = {
    read: async <T>(_plugin: string, path: string, schema: z.ZodType<T>) => {
      paths.push(path);
      const answer = answers.shift();
      if (answer instanceof Error) {
        throw answer;
      }
      return schema.parse(answer);
    },
  };
  return {
    paths,
    reader: new PostureFactsReader(plugins, [1, 1]),
  };
}

describe('PostureFactsReader', () => {
  it('begins anew when a page cannot be read now', async () => {
    const { reader, paths } = readerOf(
      page('a', '2'),
      passing,
      page('b', '2'),
      page('c'),
    );
    expect([...(await reader.read('coverage')).keys()]).toEqual(['b', 'c']);
    expect(paths[2]).toBe('/v1/posture/facts?scorecard=coverage');
  });

  it('gives up after three tries', async () => {
    const { reader, paths } = readerOf(passing, passing, passing);
    await expect(reader.read('coverage')).rejects.toBe(passing);
    expect(paths).toHaveLength(3);
  });

  it('does not ask again where that does not help', async () => {
    const { reader, paths } = readerOf(lasting);
    await expect(reader.read('coverage')).rejects.toBe(lasting);
    expect(paths).toHaveLength(1);
  });

  it('does not follow pages in a circle', async () => {
    const { reader } = readerOf(page('a', '2'), page('b', '3'), page('c', '2'));
    await expect(reader.read('coverage')).rejects.toThrow('do not end');
  });
});
