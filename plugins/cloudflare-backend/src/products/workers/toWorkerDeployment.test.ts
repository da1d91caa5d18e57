import { CfWorkerDeployment } from '@cloudflare-backstage/cloudflare-client';
import { toWorkerDeployment } from './toWorkerDeployment';

const options = { ciHosts: ['github.com'] };
const versions = new Map(
  [1, 2, 3].map(number => [
    `v${number}`,
    { id: `v${number}`, number, annotations: {} },
  ]),
);

function deployment(
  shares: Record<string, number>,
  annotations: Record<string, string> = {},
): CfWorkerDeployment {
  return {
    id: 'd',
    createdAt: '2026-11-20T10:00:00Z',
    annotations,
    versions: Object.entries(shares).map(([id, percentage]) => ({
      id,
      percentage,
    })),
  };
}

const describeDeployment = (
  current: CfWorkerDeployment,
  previous?: CfWorkerDeployment,
) =>
  toWorkerDeployment(current, {
    previous,
    active: true,
    versions,
    manifestOf: () => undefined,
    options,
  });

describe('toWorkerDeployment', () => {
  it.each<
    [string, CfWorkerDeployment, CfWorkerDeployment | undefined, boolean]
  >([
    [
      'a newer version',
      deployment({ v2: 100 }),
      deployment({ v1: 100 }),
      false,
    ],
    [
      'an older version',
      deployment({ v1: 100 }),
      deployment({ v2: 100 }),
      true,
    ],
    [
      'the older half of a gradual deployment',
      deployment({ v1: 100 }),
      deployment({ v1: 90, v2: 10 }),
      true,
    ],
    [
      'a gradual deployment that goes on',
      deployment({ v1: 50, v2: 50 }),
      deployment({ v1: 90, v2: 10 }),
      false,
    ],
    [
      'a version without traffic',
      deployment({ v2: 100 }),
      deployment({ v2: 100, v3: 0 }),
      false,
    ],
    [
      'a version not read',
      deployment({ v1: 100 }),
      deployment({ x: 100 }),
      false,
    ],
    ['the first deployment', deployment({ v1: 100 }), undefined, false],
    [
      'what says so itself',
      deployment({ v2: 100 }, { 'workers/triggered_by': 'rollback' }),
      deployment({ v1: 100 }),
      true,
    ],
  ])(
    'sees in %s whether it is a rollback',
    (_, current, previous, rollback) => {
      expect(describeDeployment(current, previous).rollback).toBe(rollback);
    },
  );

  it('names the version with the largest share, the newest of several', () => {
    expect(describeDeployment(deployment({ v1: 10, v2: 90 })).version).toBe(
      'v2',
    );
    expect(describeDeployment(deployment({ v1: 50, v3: 50 })).version).toBe(
      'v3',
    );
  });

  it('is gradual only while several versions have traffic', () => {
    expect(describeDeployment(deployment({ v1: 10, v2: 90 })).status).toBe(
      'gradual',
    );
    expect(describeDeployment(deployment({ v1: 0, v2: 100 })).status).toBe(
      'active',
    );
  });
});
