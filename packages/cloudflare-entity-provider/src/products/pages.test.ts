import { CfPagesProject } from '@cloudflare-backstage/cloudflare-client';
import { pagesIngestion } from './pages';

const parametersOf = (
  canonicalDeployment: CfPagesProject['canonicalDeployment'],
) =>
  pagesIngestion.toEntity(
    { id: '1', name: 'web', domains: [], bindings: [], canonicalDeployment },
    undefined,
    { ciHosts: [] },
  ).parameters;

describe('the entity of a Pages project', () => {
  it('tells its production deployment', () => {
    expect(
      parametersOf({
        id: 'd1',
        createdAt: '2026-11-20T10:00:00Z',
        aliases: [],
        skipped: false,
      }),
    ).toMatchObject({ lastDeployment: { id: 'd1', provenance: 'none' } });
  });

  it('holds no words of whoever deployed', () => {
    const run = 'https://ci.example/ann@acme.example/runs/1';
    const parameters = parametersOf({
      id: 'd1',
      createdAt: '2026-11-20T10:00:00Z',
      commitMessage: `Fix cf-prov:v1 run=${encodeURIComponent(run)}`,
      aliases: [],
      skipped: false,
    });
    expect(parameters).toMatchObject({ lastDeployment: { id: 'd1' } });
    expect(JSON.stringify(parameters)).not.toMatch(/ann|ci\.example/);
  });

  it('tells that there is none only when Cloudflare said so', () => {
    expect(parametersOf(null)).toHaveProperty('notDeployed', true);
    const untold = parametersOf(undefined);
    expect(untold).not.toHaveProperty('notDeployed');
    expect(untold).not.toHaveProperty('lastDeployment');
  });
});
