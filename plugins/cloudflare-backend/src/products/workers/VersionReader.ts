import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import { VersionEvidence } from '@cloudflare-backstage/cloudflare-provenance';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { outcomeOf } from '../../reading/outcomeOf';
import { SharedReads } from '../../reading/SharedReads';

const KNOWN_VERSIONS = 5000;

/** What is kept of a version. */
export interface KnownVersion extends VersionEvidence {
  createdAt?: string;
}

/** Versions by id; one that could not be read is missing. */
export interface ReadVersions {
  known: Map<string, KnownVersion>;
  problems: CloudflareProblem[];
}

/** Reads versions, which never change, and the builds that made them, once. */
export class VersionReader {
  private readonly versions = new SharedReads<KnownVersion>({
    most: KNOWN_VERSIONS,
  });

  async read(
    account: CloudflareAccount,
    script: string,
    ids: readonly string[],
    reading: ReadOptions & { signal: AbortSignal },
  ): Promise<ReadVersions> {
    const known = new Map<string, KnownVersion>();
    const problems: CloudflareProblem[] = [];
    const distinct = [...new Set(ids)];
    // A version read for one caller is kept for others: no signal ends it.
    const outcomes = await Promise.all(
      distinct.map(id => outcomeOf(this.readOne(account, script, id))),
    );
    reading.signal.throwIfAborted();
    outcomes.forEach(({ value, problem }, i) => {
      if (value) {
        known.set(distinct[i], value);
      } else {
        problems.push(problem);
      }
    });
    const builds = await outcomeOf(
      account.client.workers.builds(distinct, reading),
    );
    if (builds.problem) {
      problems.push(builds.problem);
    }
    for (const [id, build] of builds.value ?? []) {
      const version = known.get(id);
      if (version) {
        known.set(id, { ...version, build });
      }
    }
    return { known, problems };
  }

  private readOne(
    { accountId, client }: CloudflareAccount,
    script: string,
    id: string,
  ): Promise<KnownVersion> {
    return this.versions.get(`${accountId}/${script}/${id}`, async () => {
      const version = await client.workers.version(script, id);
      return {
        id,
        number: version.number,
        createdAt: version.createdAt,
        annotations: version.annotations,
      };
    });
  }
}
