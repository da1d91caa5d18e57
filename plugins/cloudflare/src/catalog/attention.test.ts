import { Entity } from '@backstage/catalog-model';
import { attentionOf } from './attention';
import { readCloudflareResource } from './cloudflareResource';

function attention(parameters: object, environment?: string) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'cf-worker-acme-api',
      ...(environment && {
        labels: { 'cloudflare.com/environment': environment },
      }),
    },
    spec: { type: 'cloudflare-worker', parameters: { ...parameters } },
  };
  return attentionOf(readCloudflareResource(entity)!, ['production', 'live']);
}

function deployed(provenance: string) {
  return {
    lastDeployment: {
      id: 'd1',
      deployedAt: '2026-11-20T10:00:00Z',
      provenance,
    },
  };
}

describe('what needs attention of a resource', () => {
  it('is a build that failed, with its stage', () => {
    expect(
      attention({
        failedBuild: {
          id: 'b1',
          failedAt: '2026-11-21T10:00:00Z',
          stage: 'deploy',
        },
      }),
    ).toEqual([
      {
        kind: 'failed-build',
        since: '2026-11-21T10:00:00Z',
        subject: 'deploy',
      },
    ]);
  });

  it('is a conflict of provenance in any environment', () => {
    for (const environment of ['production', 'staging', undefined]) {
      expect(attention(deployed('conflict'), environment)).toEqual([
        { kind: 'provenance-conflict', since: '2026-11-20T10:00:00Z' },
      ]);
    }
  });

  it.each([
    ['production', 1],
    ['live', 1],
    [undefined, 1],
    ['staging', 0],
  ])('is missing provenance where the environment is %s: %d', (env, count) => {
    expect(attention(deployed('none'), env)).toHaveLength(count);
  });

  it.each(['complete', 'partial', 'unknown'])(
    'is not a deployment whose provenance is %s',
    state => {
      expect(attention(deployed(state), 'production')).toEqual([]);
    },
  );

  it('is each binding to what is not there', () => {
    expect(
      attention({ danglingBindings: ['kv:sessions', 'queue:mail'] }),
    ).toEqual([
      { kind: 'dangling-binding', subject: 'kv:sessions' },
      { kind: 'dangling-binding', subject: 'queue:mail' },
    ]);
  });

  it('is that nothing uses it', () => {
    expect(attention({ orphan: true })).toEqual([{ kind: 'orphan' }]);
    expect(attention({ orphan: false })).toEqual([]);
  });

  it('comes with the worst first', () => {
    expect(
      attention({
        orphan: true,
        danglingBindings: ['kv:sessions'],
        failedBuild: { id: 'b1', failedAt: '2026-11-21T10:00:00Z' },
        ...deployed('conflict'),
      }).map(({ kind }) => kind),
    ).toEqual([
      'failed-build',
      'provenance-conflict',
      'dangling-binding',
      'orphan',
    ]);
  });

  it('is nothing where the entity tells nothing, or what is no such thing', () => {
    expect(attention({})).toEqual([]);
    expect(
      attention({
        failedBuild: true,
        lastDeployment: 'yesterday',
        danglingBindings: 'kv:sessions',
      }),
    ).toEqual([]);
  });
});
