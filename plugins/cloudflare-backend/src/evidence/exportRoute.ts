import {
  cloudflareExportEvidencePermission,
  EvidenceKind,
  EvidenceSubjectRef,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { timeField } from '../routing/fields';
import { fileRoute, Route } from '../routing/route';
import { EvidenceServices } from './EvidenceServices';
import { variantField } from './evidenceSchemas';
import { readOrderWindow } from './orderWindow';
import { downloadTypes, storedFile } from './storedFiles';

/** An export of a product: evidence that is made while the caller waits. */
export interface EvidenceExport<P extends z.ZodObject> {
  product: Product;
  kind: EvidenceKind;
  path: string;
  summary: string;
  params?: P;
  subjectOf(params: z.output<P>): EvidenceSubjectRef;
}

/** Each reads all that the evidence is about, whether it is new or not. */
const PER_MINUTE = 60;

const MOST = {
  days: 1,
  otherwise: 'for more, POST /v1/evidence makes a bundle for each day',
};

/** A product's route that seals evidence, or finds it, and answers its bytes. */
export function evidenceExportRoute<P extends z.ZodObject = z.ZodObject<{}>>(
  services: EvidenceServices,
  { product, kind, path, summary, params, subjectOf }: EvidenceExport<P>,
): Route {
  const { access, kinds, maker } = services;
  return fileRoute({
    path,
    summary,
    access: [product.permission, cloudflareExportEvidencePermission],
    scope: 'account',
    unmasks: ['personal'],
    params,
    perMinute: PER_MINUTE,
    query: z.object({
      download: z.enum(['json', 'tar']).default('json'),
      variant: variantField.default('pseudonymous'),
      from: timeField,
      to: timeField,
    }),
    audit: 'evidence-export',
    contentTypes: Object.values(downloadTypes),
    async handler({ account, params: named, query, caller, signal, audit }) {
      const { variant, download } = query;
      audit({ kind, variant });
      const subject = subjectOf(named);
      access.check(caller, { kind, subject, variant });
      const window = readOrderWindow(kinds[kind], query, MOST, new Date());
      const row = await maker.make(
        { account, kind, subject, variant, window },
        { signal },
      );
      audit({
        bundle: row.id,
        snapshotSha256: row.snapshot_sha256,
        count: row.records,
      });
      return storedFile(services, row, download);
    },
  });
}
