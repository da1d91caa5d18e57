import { ConflictError } from '@backstage/errors';
import {
  BuildManifest,
  BuildManifestBody,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';

const TABLE = 'build_manifests';
/** SQLite takes a thousand parameters in a question. */
const MOST_IDS = 500;

type Subject = Pick<BuildManifestBody, 'product' | 'name' | 'deploymentId'>;
type Said = Omit<BuildManifestBody, 'account' | keyof Subject>;

interface Row {
  account_id: string;
  deployment_id: string;
  product: BuildManifestBody['product'];
  name: string;
  received_at: string;
  said: string;
}

/** Where one page of manifests ends. */
export interface ManifestPosition {
  receivedAt: string;
  deploymentId: string;
}

/** Manifests of some deployments and versions. */
export class FoundManifests {
  private readonly byKey: Map<string, BuildManifest>;

  constructor(manifests: readonly BuildManifest[]) {
    this.byKey = new Map(manifests.map(found => [keyOf(found), found]));
  }

  of(
    product: string,
    name: string,
    deploymentId: string,
  ): BuildManifest | undefined {
    return this.byKey.get(keyOf({ product, name, deploymentId }));
  }
}

/** Keeps what CI says of deployments, as it said it first. */
export class BuildManifests {
  constructor(private readonly knex: Knex) {}

  /**
   * Stores a manifest unless it is stored already.
   *
   * @throws ConflictError when another one is stored for the same deployment
   */
  async add(
    account: CloudflareAccount,
    { account: _, product, name, deploymentId, ...said }: BuildManifestBody,
  ): Promise<BuildManifest> {
    const place = {
      account_id: account.accountId,
      deployment_id: deploymentId,
      product,
      name,
    };
    const text = canonical(said);
    // Of requests that come at once the first decides, and all read.
    await this.knex<Row>(TABLE)
      .insert({
        ...place,
        received_at: new Date().toISOString(),
        said: text,
      })
      .onConflict(Object.keys(place))
      .ignore();
    const row: Row = await this.knex(TABLE).where(place).first();
    if (row.said !== text) {
      throw new ConflictError(
        `Another build manifest is stored for '${deploymentId}' of '${name}', and what is stored is never changed`,
      );
    }
    return toManifest(account, row);
  }

  /** The manifests that were handed in under ids of deployments or versions. */
  async find(
    account: CloudflareAccount,
    ids: readonly string[],
  ): Promise<FoundManifests> {
    const distinct = [...new Set(ids)];
    const rows: Row[] = [];
    for (let start = 0; start < distinct.length; start += MOST_IDS) {
      rows.push(
        ...(await this.knex<Row>(TABLE)
          .where({ account_id: account.accountId })
          .whereIn('deployment_id', distinct.slice(start, start + MOST_IDS))),
      );
    }
    return new FoundManifests(rows.map(row => toManifest(account, row)));
  }

  /** The manifests of a resource after a position, last received first. */
  async list(
    account: CloudflareAccount,
    { product, name }: Pick<Subject, 'product' | 'name'>,
    { after, limit }: { after?: ManifestPosition; limit: number },
  ): Promise<BuildManifest[]> {
    const query = this.knex<Row>(TABLE)
      .where({ account_id: account.accountId, product, name })
      .orderBy([
        { column: 'received_at', order: 'desc' },
        { column: 'deployment_id', order: 'desc' },
      ])
      .limit(limit);
    if (after) {
      const { receivedAt, deploymentId } = after;
      query.andWhere(later =>
        later
          .where('received_at', '<', receivedAt)
          .orWhere(same =>
            same
              .where('received_at', receivedAt)
              .andWhere('deployment_id', '<', deploymentId),
          ),
      );
    }
    const rows: Row[] = await query;
    return rows.map(row => toManifest(account, row));
  }
}

function toManifest({ key }: CloudflareAccount, row: Row): BuildManifest {
  const said: Said = JSON.parse(row.said);
  return {
    account: key,
    product: row.product,
    name: row.name,
    deploymentId: row.deployment_id,
    ...said,
    receivedAt: row.received_at,
  };
}

function keyOf(subject: { [K in keyof Subject]: string }): string {
  return JSON.stringify([subject.product, subject.name, subject.deploymentId]);
}

/** The same text for the same fields. */
function canonical(said: Said): string {
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return JSON.stringify(Object.fromEntries(given.sort()));
}
