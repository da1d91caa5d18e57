import { RecordedRequest } from '@cloudflare-backstage/cloudflare-client';
import {
  BundleFileName,
  evidenceDocument,
  EvidenceManifest,
  EvidenceSnapshot,
  NO_PREVIOUS_MANIFEST,
  sealBundle,
  SealedBundle,
  snapshotPieces,
} from '@cloudflare-backstage/cloudflare-evidence';
import { Pseudonyms } from '../redaction/Pseudonyms';
import { BundleRow } from './BundleRow';
import { Credentials } from './Credentials';
import { digestOf, FileDigest, newSha256 } from './digest';
import { framed } from './documentPieces';
import { EvidenceDrafts } from './EvidenceDrafts';
import { Collected } from './EvidenceKindDefinition';
import {
  completenessOf,
  EvidenceOrder,
  identityOf,
  streamOf,
  tellsLess,
  timesOf,
} from './EvidenceOrder';
import { EvidenceSigning } from './EvidenceSigning';
import { EvidenceStore } from './EvidenceStore';
import { Redactor } from './Redactor';
import { tarPieces } from './tarPieces';

/** Name and version of the rules by which records are redacted. */
const REDACTION_POLICY = 'cloudflare-backstage@1';
const SNAPSHOT = 'snapshot.json';

/** What was collected, and how. */
export interface Collection {
  collected: Collected;
  redactor: Redactor;
  requests: RecordedRequest[];
}

/** What evidence is sealed with. */
export interface SealingServices {
  store: EvidenceStore;
  drafts: EvidenceDrafts;
  pseudonyms: Pseudonyms;
  /** Absent: unsigned. */
  signing?: EvidenceSigning;
  collector: EvidenceManifest['collector'];
}

/** Seals what was collected into its chain. */
export class EvidenceSealer {
  private readonly credentials = new Credentials();

  constructor(private readonly services: SealingServices) {}

  /** The bundle of it, or an older one that tells the same or more. */
  async seal(
    order: EvidenceOrder,
    collection: Collection,
    signal: AbortSignal,
  ): Promise<BundleRow> {
    const { drafts } = this.services;
    const { collected, requests } = collection;
    const identity = identityOf(order, collected);
    const stream = streamOf(identity);
    const completeness = completenessOf(collected);
    const id = await drafts.create(stream, identity, order.window);
    try {
      const snapshot = await drafts.writeFile(
        id,
        SNAPSHOT,
        this.snapshot(order, collection, completeness),
        signal,
      );
      const draft = { id, stream, snapshot, completeness };
      const bundle = await this.chain(order, draft, requests, signal);
      if (bundle.id !== id) {
        await drafts.remove(id);
      }
      return bundle;
    } catch (error) {
      // Should that fail as well, it is removed as one that was left behind.
      await drafts.remove(id).catch(() => {});
      throw error;
    }
  }

  private snapshot(
    { kind, window, variant }: EvidenceOrder,
    { collected: { subject, records }, redactor }: Collection,
    completeness: EvidenceSnapshot['completeness'],
  ) {
    return snapshotPieces(
      { kind, subject, window: window && timesOf(window), completeness },
      records,
      () => ({
        policy: redactionPolicyOf(this.services.pseudonyms),
        variant,
        pseudonymKeyId: this.services.pseudonyms.keyId,
        removed: redactor.removed,
      }),
    );
  }

  /** Adds a draft to its chain, or finds that its content is there already. */
  private async chain(
    order: EvidenceOrder,
    draft: {
      id: string;
      stream: string;
      snapshot: FileDigest;
      completeness: EvidenceSnapshot['completeness'];
    },
    requests: RecordedRequest[],
    signal: AbortSignal,
  ): Promise<BundleRow> {
    const { store, drafts, collector, signing } = this.services;
    const { id, stream, snapshot, completeness } = draft;
    const credential = await this.credentials.of(order.account);
    // All that takes long is done before the chain is locked. Whoever was
    // faster has moved it by one: each turn, one of the writers is done.
    for (;;) {
      signal.throwIfAborted();
      const head = await store.headOf(stream);
      const newest = await store.newest(stream, order.window);
      if (
        newest &&
        (newest.snapshot_sha256 === snapshot.sha256 ||
          (order.window && tellsLess(completeness, newest)))
      ) {
        return newest;
      }
      const collectedAt = new Date();
      const bundle = await sealBundle({
        snapshot,
        requests,
        stream,
        seq: head.seq + 1,
        prev: head.sha256 ?? NO_PREVIOUS_MANIFEST,
        collectedAt,
        collector,
        credential,
        sha256: newSha256,
        sign: signing?.sign,
      });
      const answers = await this.digestAnswers(order, draft, bundle);
      const columns = {
        seq: bundle.manifest.seq,
        collected_at: collectedAt.toISOString(),
        state: completeness.state,
        records: completeness.records,
        gaps: JSON.stringify(completeness.gaps),
        snapshot_sha256: snapshot.sha256,
        manifest_sha256: bundle.manifestSha256,
        signed: signing !== undefined,
        ...answers,
      };
      if (await drafts.commit({ id, stream }, head, columns, bundle.files)) {
        return (await store.bundle(id))!;
      }
    }
  }

  /** Digests and sizes of what the routes will answer of a bundle. */
  private async digestAnswers(
    { window }: EvidenceOrder,
    draft: { id: string; snapshot: FileDigest },
    { files }: SealedBundle,
  ) {
    const { store } = this.services;
    const content = (name: BundleFileName) =>
      files.find(file => file.name === name)!.content;
    const snapshot = () => store.content(draft.id, SNAPSHOT);
    const tar = await digestOf(
      tarPieces(
        [
          ...files.map(file => ({
            name: file.name,
            bytes: file.content.byteLength,
            content: [file.content],
          })),
          { name: SNAPSHOT, bytes: draft.snapshot.bytes, content: snapshot() },
        ],
        window && timesOf(window),
      ),
    );
    const frame = evidenceDocument({
      manifest: content('manifest.json'),
      attestation: content('attestation.json'),
    });
    const document = await digestOf(framed(frame, snapshot()));
    return {
      tar_bytes: tar.bytes,
      tar_sha256: tar.sha256,
      document_bytes: document.bytes,
      document_sha256: document.sha256,
    };
  }
}

/** Rules of the installation are told by their id, as semantic versions do. */
function redactionPolicyOf({ rulesId }: Pseudonyms): string {
  return rulesId === undefined
    ? REDACTION_POLICY
    : `${REDACTION_POLICY}+${rulesId}`;
}
