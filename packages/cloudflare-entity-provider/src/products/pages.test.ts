import {
  CfPagesDeployment,
  CfPagesProject,
} from '@cloudflare-backstage/cloudflare-client';
import { pagesIngestion } from './pages';

const parametersOf = (
  canonicalDeployment: CfPagesProject['canonicalDeployment'],
  latestDeployment?: CfPagesDeployment,
  secrets?: CfPagesProject['secrets'],
) =>
  pagesIngestion.toEntity(
    {
      id: '1',
      name: 'web',
      domains: [],
      bindings: [],
      canonicalDeployment,
      latestDeployment,
      secrets,
    },
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

  it.each([true, false, undefined])(
    'tells whether all of it was committed: dirty %s',
    commitDirty => {
      const { lastDeployment } = parametersOf({
        id: 'd1',
        createdAt: '2026-11-20T10:00:00Z',
        commitDirty,
        aliases: [],
        skipped: false,
      }) as { lastDeployment: object };
      expect(lastDeployment).toEqual({
        id: 'd1',
        deployedAt: '2026-11-20T10:00:00Z',
        commitDirty,
        provenance: 'none',
      });
    },
  );

  it('tells that there is none only when Cloudflare said so', () => {
    expect(parametersOf(null)).toHaveProperty('notDeployed', true);
    const untold = parametersOf(undefined);
    expect(untold).not.toHaveProperty('notDeployed');
    expect(untold).not.toHaveProperty('lastDeployment');
  });

  it('counts its secrets where Cloudflare told of them', () => {
    const secrets = { plainTextSuspects: 2, secretText: 1, secretsStore: 0 };
    expect(parametersOf(null, undefined, secrets)).toMatchObject({ secrets });
    expect(parametersOf(null)).not.toHaveProperty('secrets');
  });

  describe('with a last deployment', () => {
    const last = (deployment: Partial<CfPagesDeployment>) =>
      parametersOf(null, {
        id: 'd2',
        createdAt: '2026-11-21T10:00:00Z',
        environment: 'production',
        aliases: [],
        skipped: false,
        ...deployment,
      });
    const failure = {
      name: 'build',
      status: 'failure',
      endedAt: '2026-11-21T10:01:30Z',
    };

    it('tells that its build failed', () => {
      expect(last({ stage: failure })).toMatchObject({
        failedBuild: {
          id: 'd2',
          failedAt: '2026-11-21T10:01:30Z',
          environment: 'production',
          stage: 'build',
        },
      });
      expect(
        last({
          environment: 'preview',
          stage: { ...failure, endedAt: undefined },
        }),
      ).toMatchObject({
        failedBuild: {
          failedAt: '2026-11-21T10:00:00Z',
          environment: 'preview',
        },
      });
    });

    it.each<[string, Partial<CfPagesDeployment>]>([
      ['succeeded', { stage: { name: 'deploy', status: 'success' } }],
      ['is under way', { stage: { name: 'build', status: 'active' } }],
      ['was canceled', { stage: { name: 'build', status: 'canceled' } }],
      ['was skipped', { stage: failure, skipped: true }],
      ['tells no stage', {}],
    ])('tells no failed build when it %s', (_, deployment) => {
      expect(last(deployment)).not.toHaveProperty('failedBuild');
    });
  });
});
