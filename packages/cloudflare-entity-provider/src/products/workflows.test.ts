import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { workflowsIngestion } from './workflows';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;
const GRAPH =
  'GET /accounts/{account}/workflows/{workflow}/versions/{version}/graph';

describe('the entities of workflows', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'workflows'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const entityOf = (qualifiedName: string) =>
    estate.entity(
      'workflows',
      estate
        .names('workflows')
        .find(
          name =>
            (estate.entity('workflows', name).spec as any).parameters.name ===
            qualifiedName,
        ) ?? qualifiedName,
    );
  const parameters = (name: string) => (entityOf(name).spec as any).parameters;

  it('tell steps and retries of the current version', () => {
    expect(entityOf('acme-etl')).toMatchObject({
      metadata: {
        name: 'cf-workflow-acme-etl',
        description: 'Cloudflare Workflow that runs on a schedule.',
        tags: expect.arrayContaining(['cloudflare', 'workflows']),
      },
      spec: {
        type: 'cloudflare-workflow',
        parameters: {
          id: '2b7f9a34-0c1d-4e5f-8a6b-9c0d1e2f3a4b',
          className: 'EtlWorkflow',
          schedules: ['0 * * * *'],
          versionId: 'e1d2c3b4-a5f6-4789-90ab-cdef01234567',
          stepGraph: 'available',
          steps: 3,
          retryPolicy: ['exponential', 'none'],
          stepsWithoutRetries: 1,
          worker: [ref('cf-worker-acme-api')],
          lastRunAt: expect.stringMatching(/T\d\d:00:00\.000Z$/),
        },
        dependsOn: [ref('cf-worker-acme-api')],
      },
    });
  });

  it('tell that Cloudflare has no graph, and how a workflow never ran', () => {
    expect(parameters('acme-embed-documents')).toMatchObject({
      stepGraph: 'not-available',
      language: 'python',
    });
    expect(parameters('acme-embed-documents')).not.toHaveProperty('steps');
    expect(parameters('acme-onboarding')).toMatchObject({
      neverRun: true,
      orphan: true,
      runs: {},
    });
  });

  it('have names that the catalog takes', () => {
    expect(entityOf('_acme_nightly_close_').metadata.name).toMatch(
      /^cf-workflow-acme_nightly_close-[0-9a-f]{8}$/,
    );
  });

  it('record that the Worker is gone', () => {
    const entity = entityOf('acme-billing-close');
    expect(entity.metadata.description).toBe(
      'Cloudflare Workflow whose Worker was deleted.',
    );
    expect(parameters('acme-billing-close')).toMatchObject({
      scriptDeleted: true,
      danglingBindings: ['service:acme-billing'],
    });
  });

  it('are neither read nor written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'workflows')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow a new version, of which only the graph is new', async () => {
    estate.simulator.account.changeResource(
      'workflows',
      'acme-embed-documents',
      {
        modifiedOn: '2026-12-01T00:00:00Z',
        versions: [
          {
            id: 'e7a1f0c2-0000-4000-8000-000000000001',
            createdOn: '2026-12-01T00:00:00Z',
            language: 'javascript',
            graph: { version: 1, workflow: { functions: {}, nodes: [] } },
          },
        ],
      },
    );
    await estate.run(sync);
    expect(parameters('acme-embed-documents')).toMatchObject({
      stepGraph: 'available',
      steps: 0,
    });
    expect(estate.simulator.statistics().byOperation[GRAPH]).toBe(1);
  });
});

describe('a workflow', () => {
  const workflow = {
    id: 'w',
    name: 'w',
    runCounts: { complete: 1234, running: 3, errored: 0 },
    schedules: [],
  };

  it('tells rounded counts of the states in which runs stay', () => {
    const { parameters } = workflowsIngestion.toEntity(workflow, undefined, {
      ciHosts: [],
    });
    expect(parameters.runs).toEqual({ complete: 1200 });
    expect(parameters).not.toHaveProperty('neverRun');
    expect(parameters).not.toHaveProperty('stepGraph');
  });
});
