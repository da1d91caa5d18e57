import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { SimulatedProductId } from '@cloudflare-backstage/cloudflare-simulator';
import request from 'supertest';
import {
  Call,
  callTo,
  DescribedRoute,
  send,
  startAllRoutes,
} from '../__testUtils__/describedRoutes';

/** Fields of bodies that are not of a kind of their own take any of these. */
const WRONG_VALUES = [
  null,
  1,
  true,
  [],
  ['a', 'b'],
  {},
  { a: 1 },
  '',
  'a\u0000b',
  'a\r\nb',
  'a'.repeat(5000),
];
/** Names that are none, in the place of one within a body. */
const WRONG_NAMES = ['', '.', '..', 'a\u0000b', 'a'.repeat(300), 1, ['a']];
/** Words that paths of the API have after a name, or in the place of one. */
const RESERVED = ['settings', 'export', 'metrics', 'sample', 'deployments'];
const MEBIBYTE = 1024 * 1024;

/** Whether a parameter takes more than some kinds of text. */
function isFreeText({ enum: values, format, pattern }: JsonObject): boolean {
  return [values, format, pattern].every(each => each === undefined);
}

describe('the input of every route', () => {
  let all: Awaited<ReturnType<typeof startAllRoutes>>;
  let asked = 0;
  beforeAll(async () => {
    all = await startAllRoutes();
  }, 30_000);
  afterAll(() => all.simulator.close());

  /** Each as another caller: some routes answer one only so often. */
  const someone = () =>
    mockCredentials.user.header(`user:default/caller-${++asked}`);

  /** To a resource that there is. */
  function validCall(route: DescribedRoute): Call {
    const [resource] = all.resources.get(route.named!) ?? [];
    return callTo(route, resource?.id);
  }

  /** What would have changed if something had been done. */
  async function made() {
    const { body } = await send(
      all.server,
      callTo(all.routes.find(({ name }) => name === 'get /v1/evidence')!),
      someone(),
    );
    const listed = await request(all.server)
      .get('/api/cloudflare/v1/provenance/manifests')
      .query({ product: 'workers', name: 'acme-api' })
      .set('Authorization', someone());
    return { evidence: body.data, manifests: listed.body.data };
  }

  it('is checked: each parameter of a query, in what it may be and how often', async () => {
    const before = await made();
    all.simulator.resetStatistics();
    let parameters = 0;
    for (const route of all.routes) {
      for (const { name, schema } of route.query) {
        parameters += 1;
        const wrong: [string[], number[]][] = [
          [['a', 'a'], [400]],
          [['', ''], [400]],
          [[''], [400]],
          [['\u0000'], [400]],
          [['a\r\nb: c'], [400]],
          [['\u0085'], [400]],
          [['a'.repeat(5000)], [400]],
          // Of a text that may be anything, nothing is found.
          ...['[object Object]', '../..', '%2e%2e%2f', '{"$ne":1}', '1e1'].map(
            (text): [string[], number[]] => [
              [text],
              isFreeText(schema) ? [200, 202, 400, 404] : [400],
            ],
          ),
        ];
        for (const [values, expected] of wrong) {
          const call = validCall(route);
          const [path, query] = call.url.split('?');
          const search = new URLSearchParams(query);
          search.delete(name);
          values.forEach(value => search.append(name, value));
          const { status } = await send(
            all.server,
            { ...call, url: `${path}?${search}` },
            someone(),
          );
          expect([route.name, name, values, status]).toEqual([
            route.name,
            name,
            values,
            expected.includes(status) ? status : expected,
          ]);
        }
      }
    }
    expect(parameters).toBeGreaterThan(100);
    expect(all.simulator.statistics().unexpected).toBe(0);
    expect(await made()).toEqual(before);
  }, 240_000);

  it('is checked: bodies, in what they are and how large', async () => {
    const before = await made();
    all.simulator.resetStatistics();
    const withBody = all.routes.filter(({ hasBody }) => hasBody);
    expect(withBody.length).toBeGreaterThan(2);
    for (const route of withBody) {
      const { url, body } = validCall(route);
      const tooLarge = JSON.stringify({ ...body, more: 'a'.repeat(MEBIBYTE) });
      const bodies: [string, string, number][] = [
        ['', 'application/json', 400],
        ['null', 'application/json', 400],
        ['1', 'application/json', 400],
        ['"a"', 'application/json', 400],
        ['[]', 'application/json', 400],
        ['{}', 'application/json', 400],
        ['{"a":', 'application/json', 400],
        ['['.repeat(4000), 'application/json', 400],
        ['{"__proto__":{"a":1}}', 'application/json', 400],
        [JSON.stringify(body), 'text/plain', 400],
        ['a=b', 'application/x-www-form-urlencoded', 400],
        [tooLarge, 'application/json', 413],
        ...(route.fields.includes('subject') ? WRONG_NAMES : []).map(
          (name): [string, string, number] => [
            JSON.stringify({ ...body, subject: { type: 'workers', name } }),
            'application/json',
            400,
          ],
        ),
        ...route.fields.flatMap(field =>
          WRONG_VALUES.map((value): [string, string, number] => [
            JSON.stringify({ ...body, [field]: value }),
            'application/json',
            400,
          ]),
        ),
      ];
      for (const [text, type, expected] of bodies) {
        const { status } = await request(all.server)
          [route.method](url)
          .set('Authorization', someone())
          .set('Content-Type', type)
          .send(text);
        const sent = [route.name, text.slice(0, 300)];
        expect([...sent, status]).toEqual([...sent, expected]);
      }
    }
    expect(all.simulator.statistics().unexpected).toBe(0);
    expect(await made()).toEqual(before);
  }, 120_000);

  it('may name a resource by a word that paths have', async () => {
    const named = all.routes.filter(
      ({ product, path }) => product && path.includes('{'),
    );
    const products = [...new Set(named.map(({ product }) => product!))];
    const added = new Map<string, string[]>(
      products.map(product => [
        product,
        RESERVED.filter(word => isAdded(product as SimulatedProductId, word)),
      ]),
    );
    expect(
      [...added.values()].filter(words => words.length === RESERVED.length)
        .length,
    ).toBeGreaterThan(9);
    const { server } = await all.start({
      cloudflareConfig: {
        analyticsEngine: { datasets: added.get('analyticsEngine')! },
      },
    });
    for (const route of named) {
      for (const word of added.get(route.product!)!) {
        const { status } = await send(server, callTo(route, word), someone());
        expect([route.name, word, status]).toEqual([
          route.name,
          word,
          route.status,
        ]);
      }
    }
  }, 60_000);

  /** Not every product of the account takes more, or takes any name. */
  function isAdded(product: SimulatedProductId, name: string): boolean {
    if (product === 'durableObjects') {
      // The name is that of a namespace: a class is meant by its own.
      return false;
    }
    try {
      all.simulator.account.addResource(product, name);
      return true;
    } catch {
      return false;
    }
  }
});
