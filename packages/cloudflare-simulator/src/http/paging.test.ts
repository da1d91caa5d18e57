import { examplesWrittenAt } from '../fixtures';
import { type Simulator, startSimulator } from '../Simulator';
import { ask } from '../__testUtils__/ask';
import { bareOffsetPaged, cursorPaged, tokenPaged } from './paging';
import type { ApiRequest } from './Route';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    now: examplesWrittenAt,
    workers: 230,
    pagesProjects: 23,
    auditRows: 1300,
    quota: 'off',
  });
  for (let index = 0; index < 30; index++) {
    simulator.account.deployPages('acme-web');
    simulator.account.deploy('acme-api');
  }
});
afterAll(() => simulator.close());

const lengthOf = ({ result }: any) =>
  (result.deployments ?? result.items ?? result).length;

describe('lists by page', () => {
  it.each([
    // path, default size, largest size
    ['/workers/workers', 10, 100],
    ['/workers/scripts/acme-api/deployments', 10, 100],
    ['/workers/scripts/acme-api/versions', 10, 100],
    ['/pages/projects/acme-web/deployments', 25, 25],
    ['/pages/projects', 10, 10],
    ['/access/users', 20, 1000],
    ['/access/apps', 20, 1000],
    ['/access/policies', 20, 1000],
    ['/access/identity_providers', 20, 1000],
    ['/tokens', 20, 50],
    ['~/zones', 20, 50],
  ])('%s has pages of %d, of %d at most', async (path, size, max) => {
    const { body } = await ask(simulator, path);
    const total = body.result_info.total_count;
    expect(body.result_info).toMatchObject({
      page: 1,
      per_page: size,
      count: Math.min(size, total),
    });
    expect(lengthOf(body)).toBe(Math.min(size, total));
    const largest = await ask(simulator, `${path}?per_page=${max}`);
    expect(largest.body.result_info.per_page).toBe(max);

    const pages = Math.ceil(total / size);
    const last = await ask(simulator, `${path}?page=${pages}`);
    expect(lengthOf(last.body)).toBe(total - (pages - 1) * size);
    const beyond = await ask(simulator, `${path}?page=${pages + 1}`);
    expect(lengthOf(beyond.body)).toBe(0);
    expect(beyond.body.result_info.total_count).toBe(total);
  });

  it.each([
    '/pages/projects/acme-web/deployments?per_page=26',
    '/pages/projects/acme-web/deployments?page=0',
    '/pages/projects/acme-web/deployments?per_page=x',
    '/pages/projects?per_page=100',
  ])('refuses %s', async path => {
    const { status, body } = await ask(simulator, path);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      success: false,
      errors: [{ code: 8000024 }],
      result: null,
    });
  });

  it('brings other sizes into bounds', async () => {
    const { body } = await ask(simulator, '/workers/workers?per_page=5000');
    expect(body.result_info.per_page).toBe(100);
    const zones = await ask(simulator, '~/zones?per_page=1');
    expect(zones.body.result_info.per_page).toBe(5);
  });

  it('nests deployments, versions and schedules', async () => {
    const keys = async (path: string) =>
      Object.keys((await ask(simulator, path)).body.result);
    const script = '/workers/scripts/acme-ingest';
    expect(await keys(`${script}/deployments`)).toEqual(['deployments']);
    expect(await keys(`${script}/versions`)).toEqual(['items']);
    expect(await keys(`${script}/schedules`)).toEqual(['schedules']);
  });

  it('ignores pages of deployable versions', async () => {
    const { body } = await ask(
      simulator,
      '/workers/scripts/acme-api/versions?deployable=true&per_page=1',
    );
    expect(body.result.items.length).toBeGreaterThan(30);
    expect(body.result_info).toBeUndefined();
  });

  it('orders the newer list of Workers', async () => {
    const column = async (query: string, key: string) =>
      (
        await ask(simulator, `/workers/workers?per_page=100&${query}`)
      ).body.result.map((worker: any) => worker[key] ?? '');
    const names = await column('order_by=name&order=asc', 'name');
    expect(names).toEqual([...names].sort());
    const times = await column('', 'deployed_on');
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('lists that come whole', () => {
  it.each([
    ['/workers/scripts', 230],
    ['/workers/domains', 4],
  ])('%s', async (path, count) => {
    const { body } = await ask(simulator, `${path}?page=2&per_page=1`);
    expect(body.result).toHaveLength(count);
    expect(body).not.toHaveProperty('result_info');
  });

  it('filters scripts by tags', async () => {
    const { body } = await ask(
      simulator,
      `/workers/scripts?tags=${encodeURIComponent(
        'team:security:yes,env:staging:no',
      )}`,
    );
    expect(body.result.length).toBeGreaterThan(0);
    for (const { tags } of body.result) {
      expect(tags).toContain('team:security');
      expect(tags).not.toContain('env:staging');
    }
  });
});

describe('the Access log', () => {
  const rows = async (query: string) =>
    (await ask(simulator, `/access/logs/access_requests${query}`)).body;

  it('has pages without result_info', async () => {
    const first = await rows('');
    expect(first.result).toHaveLength(25);
    expect(first).not.toHaveProperty('result_info');
    const second = await rows('?page=2&limit=25');
    expect(second.result[0].created_at <= first.result[24].created_at).toBe(
      true,
    );
    expect(second.result).not.toEqual(first.result);
    expect((await rows('?page=53')).result).toEqual([]);
  });

  it('filters', async () => {
    const all = (await rows('?limit=1000')).result as any[];
    const window = `since=${all[200].created_at}&until=${all[100].created_at}`;
    const within = (await rows(`?limit=1000&${window}`)).result;
    expect(within).toEqual(all.slice(100, 201));

    const { result: denied } = await rows('?limit=1000&allowed=false');
    expect(denied.every((row: any) => !row.allowed)).toBe(true);
    expect(denied.some((row: any) => row.user_email === undefined)).toBe(true);

    const exact = await rows('?email=sam%40acme.example&email_exact=true');
    const part = await rows('?email=member-&limit=1000');
    expect(exact.result.length).toBeGreaterThan(0);
    expect(
      exact.result.every((row: any) => row.user_email === 'sam@acme.example'),
    ).toBe(true);
    expect(part.result.length).toBeGreaterThan(0);
    expect((await rows('?email=member-&email_exact=true')).result).toEqual([]);

    const others = await rows('?idp=okta&idpOp=neq');
    expect(others.result.every((row: any) => row.connection !== 'okta')).toBe(
      true,
    );

    const oldest = await rows('?direction=asc&limit=1&fields=created_at');
    const last = await rows('?limit=1000&page=2');
    expect(oldest.result).toEqual([
      { created_at: last.result.at(-1).created_at },
    ]);
    const one = await rows(`?ray_id=${all[7].ray_id}`);
    expect(one.result).toEqual([all[7]]);
  });
});

describe('lists by cursor', () => {
  async function all(path: string): Promise<{ ids: string[]; infos: any[] }> {
    const ids: string[] = [];
    const infos: any[] = [];
    let cursor = '';
    do {
      const query = cursor ? `&cursor=${cursor}` : '';
      const { body } = await ask(simulator, path + query);
      ids.push(...body.result.map(({ id }: { id: string }) => id));
      infos.push(body.result_info);
      cursor = body.result_info.cursor;
    } while (cursor);
    return { ids, infos };
  }

  const window = 'since=2026-01-01&before=2027-01-01';

  it('reads the audit log to its end', async () => {
    const { ids, infos } = await all(`/logs/audit?${window}&limit=1000`);
    expect(ids.length).toBeGreaterThan(1300);
    expect(new Set(ids).size).toBe(ids.length);
    expect(infos[0]).toEqual({ count: '1000', cursor: expect.any(String) });
    expect(infos.at(-1).cursor).toBe('');
  });

  it('wants a window, and no more than 1,000 entries', async () => {
    for (const query of [
      '',
      '?since=2026-01-01',
      '?before=2026-01-01',
      `?${window}&limit=1001`,
      `?${window}&cursor=nonsense`,
    ]) {
      expect((await ask(simulator, `/logs/audit${query}`)).status).toBe(400);
    }
    const { body } = await ask(simulator, `/logs/audit?${window}`);
    expect(body.result).toHaveLength(100);
  });

  it('filters the audit log', async () => {
    const list = async (query: string) =>
      (await ask(simulator, `/logs/audit?${window}&limit=1000&${query}`)).body
        .result as any[];
    const byKey = await list('actor_context=api_key');
    expect(byKey).toHaveLength(1);
    const notWorkers = await list('resource_product.not=workers');
    expect(notWorkers.length).toBeGreaterThan(0);
    expect(
      notWorkers.every(({ resource }) => resource.product !== 'workers'),
    ).toBe(true);
    const some = await list('resource_id=acme-auth&resource_id=acme-ingest');
    expect(new Set(some.map(({ resource }) => resource.id))).toEqual(
      new Set(['acme-auth', 'acme-ingest']),
    );
  });

  it('reads devices and tagged resources to their ends', async () => {
    const devices = await all('/devices/physical-devices?per_page=20');
    expect(devices.ids).toHaveLength(44);
    expect(devices.infos).toHaveLength(3);
    const enrolled = await all('/devices/registrations?per_page=50');
    expect(new Set(enrolled.ids).size).toBe(44);
    const tagged = await all('/tags/resources?per_page=100');
    expect(new Set(tagged.ids).size).toBe(tagged.ids.length);
    expect(tagged.ids.length).toBeGreaterThan(200);
  });
});

describe('families that few lists are of', () => {
  const numbers = [1, 2, 3, 4, 5];
  const sizes = { default: 3, max: 4 };
  const request = (query: string): ApiRequest => ({
    params: {},
    query: new URLSearchParams(query),
    headers: {},
    body: undefined,
    token: { value: 'any', owner: 'account' },
    listed: items => items,
    sized: size => size,
  });
  const text = (number: number) => `no. ${number}`;

  it('have a token of the next page, none at the end', () => {
    const page = (query: string): any =>
      tokenPaged(request(query), numbers, sizes, text, 'items').body;
    const first = page('per_page=9');
    expect(first.result.items).toHaveLength(4);
    const { next_page_token: token } = first.result_info;
    const last = page(`page_token=${token}`);
    expect(last.result.items).toEqual(['no. 5']);
    expect(last.result_info).not.toHaveProperty('next_page_token');
  });

  it('have an offset and no envelope', () => {
    const page = (query: string) =>
      bareOffsetPaged(request(query), numbers, sizes, text).body;
    expect(page('')).toEqual(['no. 1', 'no. 2', 'no. 3']);
    expect(page('limit=2&offset=4')).toEqual(['no. 5']);
    expect(page('offset=5')).toEqual([]);
  });

  it('have a cursor and a list that is nested', () => {
    const { body }: any = cursorPaged(
      request(''),
      numbers,
      { ...sizes, sizeName: 'per_page' },
      text,
      'buckets',
    );
    expect(body.result).toEqual({ buckets: ['no. 1', 'no. 2', 'no. 3'] });
    expect(body.result_info.cursor).not.toBe('');
  });
});
