import { generateKeyPairSync } from 'node:crypto';
import { createPermission } from '@backstage/plugin-permission-common';
import { EvidenceGap } from '@cloudflare-backstage/cloudflare-evidence';
import {
  CloudflareProblem,
  EvidenceKind,
  evidenceKinds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import { z } from 'zod';
import {
  CollectContext,
  EvidenceKindDefinition,
} from '../EvidenceKindDefinition';
import { EvidenceMaker } from '../EvidenceMaker';
import { EvidenceDrafts } from '../EvidenceDrafts';
import { EvidenceSigning } from '../EvidenceSigning';
import { EvidenceStore } from '../EvidenceStore';
import { personal } from '../../redaction/marks';
import { Pseudonyms } from '../../redaction/Pseudonyms';
import { failingAccount } from '../../__testUtils__/failingAccount';

const schema = z.object({
  id: z.string(),
  occurredAt: z.string().optional(),
  actor: personal(z.string(), 'email').optional(),
});

/** What a test's kind of evidence collects, and when. */
export interface TestSource {
  events: { id: string; occurredAt?: string; actor?: string }[];
  gaps: EvidenceGap[];
  unread?: CloudflareProblem;
  /** How often it was collected. */
  collections: number;
  /** Waited for before anything is collected. */
  before?(context: CollectContext): Promise<void>;
}

/** An account of which nothing can be read. */
export const account = failingAccount({
  kind: 'unavailable',
  message: 'It cannot be read',
});

export const key = generateKeyPairSync('ec', {
  namedCurve: 'prime256v1',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** A kind of evidence of a source. */
export function testKind(
  source: TestSource,
  nature: 'log' | 'state' = 'log',
): EvidenceKindDefinition {
  return {
    nature,
    mostDays: 1,
    subjects: ['account', 'r2'],
    permissions: () => [
      createPermission({
        name: 'cloudflare.read.test',
        attributes: { action: 'read' },
      }),
    ],
    async collect(context) {
      source.collections += 1;
      await source.before?.(context);
      const { window, redactor, subject, reading } = context;
      reading.record?.({
        method: 'GET',
        path: '/test',
        query: {},
        at: new Date().toISOString(),
        status: 200,
      });
      const recordOf = redactor.of(schema);
      const events = source.events.filter(
        ({ occurredAt }) =>
          !window ||
          !occurredAt ||
          (new Date(occurredAt) >= window.from &&
            new Date(occurredAt) < window.to),
      );
      context.progress(events.length);
      return {
        subject: {
          account: context.account.accountId,
          ...(subject.type === 'r2' && {
            product: 'r2',
            name: subject.name.replace(/^default:/, ''),
          }),
        },
        records: events.map(recordOf),
        count: events.length,
        gaps: source.gaps,
        unread: source.unread,
      };
    },
  };
}

/** The making of evidence of a source, in a database. */
export function testEvidence(
  knex: Knex,
  source: Partial<TestSource> = {},
  pseudonyms = new Pseudonyms('a key that is long enough'),
) {
  const full: TestSource = Object.assign(source, {
    events: source.events ?? [{ id: 'a' }, { id: 'b' }],
    gaps: source.gaps ?? [],
    collections: 0,
  });
  const kinds = Object.fromEntries(
    evidenceKinds.map(kind => [
      kind,
      testKind(full, kind === 'token-inventory' ? 'state' : 'log'),
    ]),
  ) as Record<EvidenceKind, EvidenceKindDefinition>;
  const store = new EvidenceStore(knex);
  const drafts = new EvidenceDrafts(knex);
  const signing = new EvidenceSigning({
    privateKey: key.privateKey,
    keyId: 'test-key',
  });
  const maker = new EvidenceMaker({
    store,
    drafts,
    kinds,
    signing,
    pseudonyms,
    collector: { name: 'test', version: '1.0.0' },
  });
  return { source: full, kinds, store, drafts, signing, maker, account };
}
