import { InputError, NotFoundError } from '@backstage/errors';
import {
  cloudflareExportEvidencePermission,
  EvidenceChain,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { evidenceTime } from '@cloudflare-backstage/cloudflare-evidence';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { TellAudit } from '../routing/auditEvents';
import { decodeCursor, encodeCursor } from '../routing/cursor';
import {
  cursorField,
  limitField,
  resourceName,
  timeField,
} from '../routing/fields';
import { Caller, fileRoute, route, Route } from '../routing/route';
import { BundleRow, StreamRow, subjectOf, toBundle } from './BundleRow';
import { EvidenceServices } from './EvidenceServices';
import {
  bundleSchema,
  chainSchema,
  idParams,
  kindField,
  subjectTypeField,
  variantField,
  verificationSchema,
} from './evidenceSchemas';
import { DownloadForm, downloadTypes, storedFile } from './storedFiles';
import { verifyBundle } from './verifyBundle';

/** Each reads all of a bundle, three times over. */
const VERIFICATIONS_PER_MINUTE = 30;

const position = z.object({ collectedAt: z.string(), id: z.string() });

/** Routes about the evidence that there is. */
export function evidenceRoutes(services: EvidenceServices): Route[] {
  const { access, store, signing } = services;
  const common = {
    access: access.toSome,
    scope: 'accounts',
    unmasks: ['personal'],
  } as const;

  /** Of what there is, what the caller may not see. */
  async function leftOut(
    accounts: readonly CloudflareAccount[],
    caller: Caller,
  ) {
    const seen = access.readable(caller);
    const streams = await store.streams(idsOf(accounts));
    return streams.filter(stream => !access.permits(seen, stream));
  }

  async function find(
    id: string,
    { accounts, caller, audit }: BundleContext,
  ): Promise<BundleRow> {
    const row = await store.bundle(id);
    if (!row || !accounts.some(each => each.accountId === row.account_id)) {
      throw new NotFoundError(`There is no evidence '${id}'`);
    }
    audit({
      bundle: row.id,
      kind: row.kind,
      variant: row.variant,
      snapshotSha256: row.snapshot_sha256,
      count: row.records,
    });
    access.check(caller, { ...row, subject: subjectOf(row) });
    return row;
  }

  const download = (form: DownloadForm, name: string, summary: string) =>
    fileRoute({
      ...common,
      path: `/v1/evidence/:id/${name}`,
      summary,
      params: idParams,
      audit: 'evidence-export',
      contentTypes: [downloadTypes[form]],
      handler: async context =>
        storedFile(services, await find(context.params.id, context), form),
    });

  return [
    route({
      ...common,
      method: 'get',
      path: '/v1/evidence',
      summary: 'The evidence that is kept, newest first',
      query: z.object({
        kind: kindField.optional(),
        subjectType: subjectTypeField.optional(),
        subject: resourceName.optional(),
        variant: variantField.optional(),
        from: timeField,
        to: timeField,
        cursor: cursorField,
        limit: limitField(50, 200),
      }),
      audit: 'evidence-read',
      response: z.array(bundleSchema),
      cacheTtl: 'none',
      async handler({ accounts, query, caller }) {
        const { kind, variant, from, to, limit } = query;
        if (from && to && from >= to) {
          throw new InputError(
            `The query parameter 'from' must be before 'to'`,
          );
        }
        const { readable, variants } = access.readable(caller);
        const rows = await store.bundles(
          {
            accountIds: idsOf(accounts),
            readable,
            variants: variants.filter(each => !variant || each === variant),
            kind,
            subjectType: query.subjectType,
            subjectName: query.subject,
            from,
            to,
          },
          limit + 1,
          decodeCursor(query.cursor, position),
        );
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page[limit - 1] : undefined;
        const hidden = (await leftOut(accounts, caller)).filter(
          stream =>
            (!kind || stream.kind === kind) &&
            (!variant || stream.variant === variant) &&
            (!query.subjectType || stream.subject_type === query.subjectType),
        );
        return {
          data: page.map(row => toBundle(row, keyOf(accounts, row))),
          problems: access.problemsOf(hidden, caller),
          nextCursor:
            last &&
            encodeCursor({ collectedAt: last.collected_at, id: last.id }),
        };
      },
    }),
    route({
      ...common,
      method: 'get',
      path: '/v1/evidence/chains',
      summary:
        'The heads of all chains of evidence: a copy kept elsewhere shows any later change',
      audit: 'evidence-read',
      response: z.array(chainSchema),
      cacheTtl: 'none',
      async handler({ accounts, caller }) {
        const seen = access.readable(caller);
        const streams = await store.streams(idsOf(accounts));
        const isSeen = (stream: StreamRow) => access.permits(seen, stream);
        return {
          data: streams
            .filter(isSeen)
            .map(stream => toChain(stream, keyOf(accounts, stream))),
          problems: access.problemsOf(
            streams.filter(stream => !isSeen(stream)),
            caller,
          ),
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/evidence/key',
      summary: 'The public key by which signatures of evidence are checked',
      access: cloudflareExportEvidencePermission,
      scope: 'none',
      audit: 'evidence-read',
      response: z.object({
        publicKey: z.string().optional(),
        keyId: z.string().optional(),
      }),
      cacheTtl: 'none',
      handler: async () => ({
        data: { publicKey: signing?.publicKey, keyId: signing?.keyId },
      }),
    }),
    download(
      'tar',
      'bundle',
      'A bundle of evidence with all its files, as a tar; its bytes are always the same',
    ),
    download(
      'json',
      'document',
      'The manifest, the snapshot and the attestation of evidence as one JSON document; its bytes are always the same',
    ),
    route({
      ...common,
      method: 'get',
      path: '/v1/evidence/:id/verify',
      summary:
        'Whether the stored bytes of evidence are those that were sealed, and its place in the chain',
      params: idParams,
      perMinute: VERIFICATIONS_PER_MINUTE,
      audit: 'evidence-read',
      response: verificationSchema,
      cacheTtl: 'none',
      async handler(context) {
        const row = await find(context.params.id, context);
        return { data: await verifyBundle(services, row) };
      },
    }),
    route({
      ...common,
      method: 'get',
      path: '/v1/evidence/:id',
      summary: 'What a bundle of evidence is',
      params: idParams,
      audit: 'evidence-read',
      response: bundleSchema,
      cacheTtl: 'none',
      async handler(context) {
        const row = await find(context.params.id, context);
        return { data: toBundle(row, keyOf(context.accounts, row)) };
      },
    }),
  ];
}

interface BundleContext {
  accounts: readonly CloudflareAccount[];
  caller: Caller;
  audit: TellAudit;
}

function idsOf(accounts: readonly CloudflareAccount[]): string[] {
  return accounts.map(({ accountId }) => accountId);
}

function keyOf(
  accounts: readonly CloudflareAccount[],
  { account_id }: { account_id: string },
): string {
  return accounts.find(({ accountId }) => accountId === account_id)!.key;
}

function toChain(
  row: StreamRow & { length: number; newest?: BundleRow },
  account: string,
): EvidenceChain {
  const { cut_seq, cut_sha256, cut_at } = row;
  return {
    stream: row.stream,
    account,
    kind: row.kind,
    subject: subjectOf(row),
    variant: row.variant,
    seq: row.head_seq,
    sha256: row.head_sha256!,
    collectedAt: evidenceTime(row.head_at!),
    length: row.length,
    newest: row.newest && toBundle(row.newest, account),
    cut:
      cut_seq !== null && cut_sha256 && cut_at
        ? { seq: cut_seq, sha256: cut_sha256, at: evidenceTime(cut_at) }
        : undefined,
  };
}
