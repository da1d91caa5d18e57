import { JsonObject } from '@backstage/types';
import { CatalogBackend, importing } from './__testUtils__/catalogBackend';

jest.setTimeout(120_000);

describe('resourceEntity', () => {
  let catalog: CatalogBackend;
  beforeEach(async () => {
    catalog = await CatalogBackend.create();
  });
  afterEach(() => catalog.close());

  it('makes entities that the catalog takes of whatever Cloudflare holds', async () => {
    const worker = (id: string, name: string, tags: string[] = []) => ({
      id,
      name,
      tags,
      handlers: [],
      customDomains: [],
    });
    const long = 'x'.repeat(80);
    const hostile = [
      worker('1', long),
      worker('2', `${long}y`),
      worker('3', 'My Worker'),
      worker('4', 'my-worker'),
      worker('5', 'MY-WORKER'),
      worker('6', 'My_Worker'),
      worker('7', '🚀'),
      worker('8', '火箭'),
      worker('9', '-_.'),
      worker('10', 'twice'),
      worker('11', 'twice'),
      worker('12', 'bad\u0000\u202ename\n'),
      worker('13', 'tags', [
        'Team Platform',
        '-',
        '🚀',
        'a'.repeat(100),
        `${'b'.repeat(62)}-c`,
        'env:Prod & more',
        'ok',
        'OK',
        'x--y',
        'contact:sam@acme.example',
        'contact:sam%40acme.example',
      ]),
      worker('14', '<script>alert(1)</script>'),
      {
        ...worker('15', 'z'.repeat(3000)),
        customDomains: ['ok.example', 'sam:secret@evil.example'].map(
          hostname => ({ hostname }),
        ),
      },
    ];
    catalog.client.workers.list = async () => ({
      items: hostile,
      complete: true,
      problems: [],
    });
    catalog.client.workers.deployments = async () => ({ items: [] });
    await catalog.start({ cloudflare: importing('workers') });

    const workers = await catalog.entitiesWhen(
      'spec.type=cloudflare-worker',
      found => found.length === hostile.length,
    );
    const byId = new Map(
      workers.map(entity => [
        (entity.spec?.parameters as JsonObject).id,
        entity,
      ]),
    );
    expect([...byId.keys()].sort()).toEqual(hostile.map(({ id }) => id).sort());
    expect(byId.get('4')?.metadata.name).toBe('cf-worker-my-worker');
    expect(byId.get('10')?.metadata.name).toBe('cf-worker-twice');
    expect(byId.get('1')?.metadata.title).toBe(long);
    expect(byId.get('12')?.metadata.annotations?.['cloudflare.com/name']).toBe(
      'bad name',
    );
    const { title, annotations, links } = byId.get('15')!.metadata;
    expect([title, annotations!['cloudflare.com/name']]).toEqual(
      Array(2).fill('z'.repeat(1000)),
    );
    expect(JSON.stringify(links)).toContain('https://ok.example');
    expect(JSON.stringify(links)).not.toContain('secret');
    expect(JSON.stringify(byId.get('13')?.metadata.tags)).not.toContain('acme');
    expect(byId.get('13')?.metadata.tags).toEqual(
      expect.arrayContaining([
        'cloudflare',
        'worker',
        'team-platform',
        'ok',
        'x-y',
        'env:prod-more',
        'prod-more',
      ]),
    );
    expect(byId.get('13')?.metadata.labels).not.toHaveProperty([
      'cloudflare.com/environment',
    ]);

    const { body } = await catalog.get('/cloudflare/runs');
    const part = body.runs[0].products.find(
      ({ product }: { product: string }) => product === 'workers',
    );
    expect(part.renamed).toEqual([
      {
        name: 'twice',
        entityName: byId.get('11')?.metadata.name,
      },
    ]);
  });

  it('leaves an entity of somebody else that has the same name to its owner', async () => {
    const location = 'url:https://acme.example/catalog-info.yaml';
    await catalog.start({
      cloudflare: importing('workers'),
      others: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Resource',
          metadata: {
            name: 'cf-worker-acme-api',
            annotations: {
              'backstage.io/managed-by-location': location,
              'backstage.io/managed-by-origin-location': location,
            },
          },
          spec: { type: 'theirs', owner: 'them' },
        },
      ],
    });
    const found = await catalog.entitiesWhen(
      'kind=resource',
      entities => entities.length === 15,
    );
    const theirs = found.filter(({ spec }) => spec?.type === 'theirs');
    expect(theirs.map(({ metadata }) => metadata.name)).toEqual([
      'cf-worker-acme-api',
    ]);
  });
});
