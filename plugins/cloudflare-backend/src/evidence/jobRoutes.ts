import { InputError, NotFoundError } from '@backstage/errors';
import { EvidenceSubjectRef } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { readEntity } from '../catalog/readEntities';
import { readRef } from '../catalog/readRef';
import { resourceName, timeField } from '../routing/fields';
import { Caller, route, Route } from '../routing/route';
import { subjectOf } from './BundleRow';
import { EvidenceKindDefinition } from './EvidenceKindDefinition';
import { EvidenceServices } from './EvidenceServices';
import {
  idParams,
  jobSchema,
  kindField,
  subjectTypeField,
  variantField,
} from './evidenceSchemas';
import { JobRow, toJob } from './JobRow';
import { mostDaysOf, readOrderWindow, splitWindow } from './orderWindow';

/** Equal ones share a job; others take a place in the queue each. */
const ORDERS_PER_MINUTE = 60;

const orderBody = z.object({
  kind: kindField,
  subject: z
    .object({ type: subjectTypeField, name: resourceName.optional() })
    .default({ type: 'account' }),
  from: timeField,
  to: timeField,
  variant: variantField.default('pseudonymous'),
});

/** Routes about the making of evidence. */
export function jobRoutes(services: EvidenceServices): Route[] {
  const { access, jobs, kinds, runner, catalog } = services;

  async function find(
    id: string,
    accounts: readonly CloudflareAccount[],
    caller: Caller,
  ): Promise<JobRow> {
    const row = await jobs.job(id);
    if (!row || !accounts.some(each => each.accountId === row.account_id)) {
      throw new NotFoundError(`There is no job '${id}'`);
    }
    access.check(caller, { ...row, subject: subjectOf(row) });
    return row;
  }

  /**
   * The making reads the catalog with credentials of its own, by which it would
   * tell of what the caller cannot see.
   */
  async function checkVisible(
    { type, name }: { type: EvidenceSubjectRef['type']; name?: string },
    { credentials }: Caller,
    signal: AbortSignal,
  ): Promise<void> {
    if (
      type === 'component' &&
      name !== undefined &&
      !(await readEntity(catalog, name, credentials, signal))
    ) {
      throw new NotFoundError(`There is no entity '${name}'`);
    }
  }

  return [
    route({
      method: 'post',
      path: '/v1/evidence',
      summary:
        'Has evidence made: of several days, a bundle for each. Follow the job that it answers',
      access: access.toSome,
      scope: 'account',
      unmasks: ['personal'],
      body: orderBody,
      perMinute: ORDERS_PER_MINUTE,
      tooMany: 'Many jobs of the account wait already',
      audit: 'evidence-request',
      response: jobSchema,
      cacheTtl: 'none',
      status: 202,
      async handler({ account, body, caller, audit, signal }) {
        const { kind, variant } = body;
        audit({ kind, variant, subject: body.subject.type });
        const definition = kinds[kind];
        const subject = readSubject(body.subject, definition, kind);
        access.check(caller, { kind, subject, variant });
        await checkVisible(subject, caller, signal);
        const days = mostDaysOf(definition);
        const window = readOrderWindow(
          definition,
          body,
          { days, otherwise: `ask for at most ${days} days at a time` },
          new Date(),
        );
        const job = await jobs.create(
          { account, kind, subject, variant, window },
          splitWindow(window, definition).length,
        );
        audit({ job: job.id });
        runner.look();
        return { data: toJob(job), location: `/v1/evidence/jobs/${job.id}` };
      },
    }),
    route({
      method: 'get',
      path: '/v1/evidence/jobs/:id',
      summary: 'How far the making of evidence is',
      access: access.toSome,
      scope: 'accounts',
      unmasks: ['personal'],
      params: idParams,
      audit: 'evidence-read',
      response: jobSchema,
      cacheTtl: 'none',
      async handler({ accounts, params, caller, audit }) {
        audit({ job: params.id });
        return { data: toJob(await find(params.id, accounts, caller)) };
      },
    }),
    route({
      method: 'delete',
      path: '/v1/evidence/jobs/:id',
      summary:
        'Cancels the making of evidence, unless it has ended; what is sealed stays',
      access: access.toSome,
      scope: 'accounts',
      unmasks: ['personal'],
      params: idParams,
      audit: 'evidence-request',
      response: jobSchema,
      cacheTtl: 'none',
      async handler({ accounts, params, caller, audit }) {
        audit({ job: params.id, cancel: true });
        await find(params.id, accounts, caller);
        const cancelled = await jobs.cancel(params.id);
        runner.end(params.id);
        return { data: toJob(cancelled!) };
      },
    }),
  ];
}

/** @throws InputError for a subject that the kind is not about */
export function readSubject(
  { type, name }: { type: EvidenceSubjectRef['type']; name?: string },
  { subjects }: Pick<EvidenceKindDefinition, 'subjects'>,
  kind: string,
): EvidenceSubjectRef {
  if (!subjects.includes(type)) {
    throw new InputError(
      `Evidence '${kind}' is about ${subjects.join(', ')}, not about '${type}'`,
    );
  }
  if (type === 'account') {
    return { type };
  }
  if (name === undefined) {
    throw new InputError(`A subject of the type '${type}' has a 'name'`);
  }
  // The same Component has one name, however it is written.
  const isComponent = type === 'component';
  return { type, name: isComponent ? readRef('subject', name, type) : name };
}
