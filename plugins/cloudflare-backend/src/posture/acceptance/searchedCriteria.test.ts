import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { route } from '../../routing/route';
import {
  gateway,
  judged,
  read,
  status,
} from '../__testUtils__/judgedAcceptance';

describe('the acceptance', () => {
  it('of AI compares the catalog with the last complete sync', async () => {
    const of = (resources: number, entities: Entity[], more = {}) =>
      judged('ai-resources-discovered', {
        entities,
        products: read(status('aiGateway', { resources, ...more })),
      });
    expect(await of(2, [gateway('a'), gateway('b')])).toMatchObject({
      state: 'met',
    });
    expect(await of(2, [gateway('a')])).toMatchObject({
      state: 'missed',
      message: 'The catalog shows 1 of 2 resources of AI Gateway',
    });
    // Nobody synced what is written by hand.
    const byHand = gateway('b', {
      annotations: { 'cloudflare.com/account': 'default' },
    });
    expect(await of(2, [gateway('a'), byHand])).toMatchObject({
      state: 'missed',
    });
    expect(await of(0, [])).toMatchObject({ state: 'not-applicable' });
    expect(
      await of(1, [gateway('a')], { lastCompleteSync: undefined }),
    ).toMatchObject({ state: 'unknown' });
  });

  it.each(['the-token', 'postgres://app:hunter2@db.example/x'])(
    'of secrets finds %s in an entity',
    async title => {
      const entities = [gateway('a'), gateway('b', { title })];
      const { state, figures, message } = await judged(
        'secrets-metadata-only',
        { entities },
      );
      expect([state, figures.map(({ value }) => value)]).toEqual([
        'missed',
        [0, 0, 2, 1, 1],
      ]);
      expect(message).not.toContain(title);
    },
  );

  it('of secrets is unknown when there is no token to search for', async () => {
    const of = (tokens: Record<string, string>) =>
      judged('secrets-metadata-only', { entities: [gateway('a')], tokens });
    expect(await of({ buildsToken: 'builds-token' })).toMatchObject({
      state: 'met',
    });
    expect(await of({})).toMatchObject({ state: 'unknown' });
  });

  it('of secrets counts the fields of all answers', async () => {
    const routes = ['name', 'password'].map(field =>
      route({
        method: 'get',
        path: `/v1/${field}`,
        summary: '',
        access: 'authenticated',
        scope: 'none',
        response: z.array(z.object({ id: z.string(), [field]: z.string() })),
        cacheTtl: 'none',
        handler: async () => ({ data: [] }),
      }),
    );
    const entities = [gateway('a')];
    const met = await judged('secrets-metadata-only', {
      entities,
      routes: routes.slice(0, 1),
    });
    expect(met).toMatchObject({ state: 'met' });
    expect(met.figures[0].value).toBeGreaterThan(2);
    expect(
      await judged('secrets-metadata-only', { entities, routes }),
    ).toMatchObject({
      state: 'missed',
      message: 'A route answers password',
    });
    expect(await judged('secrets-metadata-only')).toMatchObject({
      state: 'unknown',
    });
  });
});
