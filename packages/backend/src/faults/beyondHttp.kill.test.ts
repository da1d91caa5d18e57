import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import {
  Installation,
  Knowledge,
  newFolder,
} from './__testUtils__/Installation';
import { Death } from './__testUtils__/killedBackendMain';

jest.setTimeout(240_000);

const SEALED = 'token-inventory';

/** Whether a backend in a process of its own was killed in its work. */
async function isKilled(death: Death): Promise<boolean> {
  const child = fork(
    path.join(__dirname, '__testUtils__/killedBackendMain.ts'),
    [JSON.stringify(death)],
    {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    },
  );
  const [, signal] = await once(child, 'exit');
  return signal === 'SIGKILL';
}

describe('a backend that is killed', () => {
  const folder = newFolder();
  let before: Knowledge;
  let all: Installation;

  beforeAll(async () => {
    const first = await Installation.start(folder);
    await first.cycle();
    await first.seal(SEALED);
    before = await first.knowledge();
    await first.stop();
  });
  afterAll(async () => {
    await all?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [
      'in a sync, between the catalog and what is known of it',
      ':sync$',
      'catalog',
      'insert into cloudflare_sync_resources',
    ],
    [
      'while a draft of evidence is written',
      `:evidence:${SEALED}$`,
      'cloudflare',
      'insert into `evidence_chunks`',
    ],
    [
      'when the chain has moved, and its bundle is not sealed',
      `:evidence:${SEALED}$`,
      'cloudflare',
      'update `evidence_bundles` set `seq`',
    ],
  ])('is so %s', async (_, task, plugin, statement) => {
    expect(await isKilled({ folder, task, plugin, before: statement })).toBe(
      true,
    );
  });

  it('has lost nothing when it starts again, and forked nothing', async () => {
    all = await Installation.start(folder);
    expect(await all.brokenSince(before)).toEqual([]);
  });

  it('comes to the truth with the next cycle', async () => {
    const cloudflare = all.databases.of('cloudflare');
    expect(await all.notRestored(before)).toEqual([]);
    await all.seal(SEALED);
    const { broken, bundles } = (await all.knowledge()).chains;
    expect(broken).toEqual([]);
    const [stream] = [...bundles.keys()].filter(key => key.includes(SEALED));
    expect(bundles.get(stream)).toHaveLength(2);

    const drafts = () => cloudflare('evidence_bundles').where({ seq: null });
    expect(await drafts()).toHaveLength(2);
    await drafts().update({ touched_at: new Date(0).toISOString() });
    await all.backend.tasks.run(/retention/);
    expect(await drafts()).toEqual([]);
  });
});
