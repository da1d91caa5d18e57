import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
  Installation,
  Knowledge,
  newFolder,
} from './__testUtils__/Installation';

jest.setTimeout(180_000);

const PLUGINS = ['catalog', 'cloudflare'];
const FILLED_BYTES = 1024 * 1024;
const FULL = 'the database, or the disk that it is on, is full';

interface DatabaseFault {
  name: string;
  /** What the log says of it. */
  told: string;
  /** What the log says of evidence, which the catalog's database may not let begin. */
  toldOfEvidence: string;
  begin(all: Installation, folder: string): Promise<() => Promise<void>>;
}

/** Another process has the files, and does not let go. */
const busy: DatabaseFault = {
  name: 'busy',
  told: 'another process has locked the database',
  toldOfEvidence: 'CloudflareApiError: The catalog could not be read',
  async begin({ databases }) {
    const others = PLUGINS.map(plugin => databases.open(plugin));
    for (const other of others) {
      await other.raw('begin exclusive');
    }
    return async () => {
      for (const other of others) {
        await other.raw('rollback');
        await other.destroy();
      }
    };
  },
};

/** The disk that they are on has no block left. */
const fullDisk: DatabaseFault = {
  name: 'on a full disk',
  told: FULL,
  toldOfEvidence: FULL,
  async begin(_all, folder) {
    const filler = path.join(folder, 'filler');
    const file = fs.openSync(filler, 'w');
    for (let size = FILLED_BYTES; size > 0; ) {
      try {
        fs.writeSync(file, Buffer.alloc(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
    fs.closeSync(file);
    return async () => fs.rmSync(filler);
  },
};

/** SQLite says the same of a file that may not grow. */
const fullFile: DatabaseFault = {
  name: 'that may not grow',
  told: FULL,
  toldOfEvidence: FULL,
  async begin({ databases }) {
    for (const plugin of PLUGINS) {
      await databases.of(plugin).raw('pragma max_page_count = 1');
    }
    return async () => {
      for (const plugin of PLUGINS) {
        await databases.of(plugin).raw('pragma max_page_count = 1073741823');
      }
    };
  },
};

/** A small file system of its own, where this user may mount one. */
function mountSmallDisk(folder: string): boolean {
  try {
    const options = ['-t', 'tmpfs', '-o', 'size=48m', 'faults', folder];
    execFileSync('mount', options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a database', () => {
  const folder = newFolder();
  const isOwnDisk = mountSmallDisk(folder);
  let all: Installation;
  let before: Knowledge;

  beforeAll(async () => {
    all = await Installation.start(folder);
    await all.cycle();
    before = await all.knowledge();
  });
  afterAll(async () => {
    await all?.stop();
    if (isOwnDisk) {
      execFileSync('umount', [folder]);
    }
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it.each([busy, isOwnDisk ? fullDisk : fullFile])(
    '$name loses nothing, and is told of',
    async fault => {
      const { account } = all.backend.simulator;
      const added = `added-while-${fault.name.replaceAll(' ', '-')}`;
      const entities = new Set(before.entities);
      account.addWorker(added);
      entities.add(`cf-worker-${added}`);

      all.logged.length = 0;
      const end = await fault.begin(all, folder);
      // None of them throws: its schedule tries again.
      await all.backend.tasks.run(/:sync$/);
      await all.backend.evaluatePosture();
      await all.seal();
      const ordered = await all.backend.call('/cloudflare/v1/evidence', {
        method: 'POST',
        body: { kind: 'token-inventory' },
      });
      await end();
      const told = all.logged.join('\n');
      expect(told).toContain(
        `sync of Cloudflare account 'default' failed: ${fault.told}`,
      );
      expect(told).toContain(`Posture could not be evaluated: ${fault.told}`);
      expect(told).toContain(
        `the evidence 'inventory' could not be made, and is tried again by its schedule: ${fault.toldOfEvidence}`,
      );
      // A statement would tell the values that were written.
      expect(told).not.toMatch(/insert into|update `|delete from|select /i);
      expect(ordered.status).toBe(500);
      expect(JSON.stringify(ordered.body)).not.toMatch(/SQLITE|insert/);

      await all.evaluate();
      expect(await all.brokenSince(before)).toEqual([]);
      expect(await all.notRestored(before, entities)).toEqual([]);
      before = await all.knowledge();
      expect([...before.chains.bundles.values()].flat().length).toBeGreaterThan(
        1,
      );
    },
  );
});
