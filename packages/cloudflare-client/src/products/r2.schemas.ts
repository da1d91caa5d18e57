import { z } from 'zod';
import { listOf, maybe } from '../parsing';
import type {
  CfR2Bucket,
  CfR2Domain,
  CfR2Lifecycle,
  CfR2LockRule,
} from './r2.types';

const text = maybe(z.string());
const seconds = maybe(z.number().nonnegative());

export const bucketSchema = (jurisdiction: string) =>
  z
    .object({
      name: z.string(),
      creation_date: text,
      location: text,
      storage_class: text,
    })
    .transform(
      (raw): CfR2Bucket => ({
        name: raw.name,
        // The item may lack it; the list is of one jurisdiction alone.
        jurisdiction,
        createdAt: raw.creation_date,
        // The SDK's types have it in lower case.
        location: raw.location?.toUpperCase(),
        storageClass: raw.storage_class,
      }),
    );

const condition = z.object({
  type: z.string(),
  maxAge: seconds,
  date: text,
});

/** A rule that is not understood could be the one that deletes. */
const rule = z.object({
  id: z.string(),
  enabled: z.boolean(),
  conditions: z
    .object({ prefix: text })
    .nullish()
    .transform(value => value ?? {}),
  deleteObjectsTransition: maybe(z.object({ condition })),
  storageClassTransitions: maybe(
    z.array(z.object({ condition, storageClass: z.string() })),
  ),
  abortMultipartUploadsTransition: maybe(z.object({ condition })),
});

export const lifecycleSchema: z.ZodType<CfR2Lifecycle> = z.object({
  rules: listOf(rule),
});

const lockRule = z.object({
  id: z.string(),
  enabled: z.boolean(),
  prefix: text,
  condition: z.object({
    type: z.string(),
    maxAgeSeconds: seconds,
    date: text,
  }),
});

export const locksSchema: z.ZodType<{ rules: CfR2LockRule[] }> = z.object({
  rules: listOf(lockRule),
});

export const domainSchema: z.ZodType<CfR2Domain> = z.object({
  domain: z.string(),
  enabled: z.boolean(),
});

export const customDomainsSchema: z.ZodType<{ domains: CfR2Domain[] }> =
  z.object({ domains: listOf(domainSchema) });
