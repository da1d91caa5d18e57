import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { createPermission } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { MASKED } from '../redaction/compileMask';
import { Pseudonyms } from '../redaction/Pseudonyms';
import { sendAnswer, toAnswer } from './Answer';
import { route } from './route';
import { sendProblem } from './sendProblem';

const CANARY = 'canary-9c1d';

const things = route({
  method: 'get',
  path: '/v1/things',
  summary: 'Things',
  access: createPermission({
    name: 'cloudflare.read.test',
    attributes: { action: 'read' },
  }),
  scope: 'none',
  response: z.array(
    z.object({
      id: z.string(),
      inner: z.object({
        list: z.array(z.object({ name: z.string() })),
        byName: z.record(z.string(), z.object({ name: z.string() })),
      }),
    }),
  ),
  cacheTtl: 'none',
  handler: async () => ({ data: [] }),
});

/** With a field beside those that it is to have. */
const and = <T extends object>(value: T): T =>
  Object.assign({ [CANARY]: CANARY, token: CANARY }, value);

const problem = and({
  kind: 'unavailable' as const,
  message: 'It could not be read',
  product: 'workers' as const,
});

async function answered(answer: (res: express.Response) => void) {
  const app = express().get('/', (_req, res) => answer(res));
  return request(app).get('/?actor=sam@acme.example');
}

describe('what is answered', () => {
  it('is what the route names, however deep, and of problems what they have', async () => {
    const name = and({ name: 'a' });
    const answer = toAnswer(
      things,
      and({
        data: [
          and({ id: '1', inner: and({ list: [name], byName: { b: name } }) }),
        ],
        problems: [problem, { ...problem }],
      }),
      'default',
      MASKED,
      new Pseudonyms('k'.repeat(32)).of('a'),
    );
    // This is what is cached.
    expect(JSON.stringify(answer)).not.toContain(CANARY);
    const { body, text } = await answered(res =>
      sendAnswer(things, res, {
        answer,
        cache: 'stale',
        problem: { ...problem, message: 'It was not read again' },
      }),
    );
    expect(text).not.toContain(CANARY);
    expect(body.data).toEqual([
      {
        id: '1',
        inner: { list: [{ name: 'a' }], byName: { b: { name: 'a' } } },
      },
    ]);
    expect(body.meta.problems).toEqual(
      ['It could not be read', 'It was not read again'].map(message => ({
        kind: 'unavailable',
        message,
        product: 'workers',
      })),
    );
  });

  it('is of a failure the problem, and the ray id', async () => {
    const error = new CloudflareApiError(problem, {
      status: 500,
      code: 1234,
      rayId: '8f2a1b3c4d5e6f70-FRA',
      cause: new Error(CANARY),
    });
    const { status, body, text } = await answered(res =>
      sendProblem(res.req, res, and(error)),
    );
    expect(status).toBe(503);
    expect(body.error).toEqual({
      name: 'ServiceUnavailableError',
      message: 'It could not be read',
      kind: 'unavailable',
      product: 'workers',
      rayId: '8f2a1b3c4d5e6f70-FRA',
    });
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain('sam@acme.example');
  });
});
