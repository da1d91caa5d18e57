import {
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { cloudflareReadAccountPermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import { cloudflareServiceRef } from '@cloudflare-backstage/plugin-cloudflare-node';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import request from 'supertest';
import { z } from 'zod';
import { personal, sensitive } from '../redaction/marks';
import { Pseudonyms } from '../redaction/Pseudonyms';
import { AnswerCache } from './AnswerCache';
import { createRouter } from './createRouter';
import { Guard } from './Guard';
import { MOST_BODY_BYTES } from './parseBody';
import { openApiDocument } from './openApi';
import { route } from './route';

const USER = mockCredentials.user.header();

const questions = route({
  method: 'post',
  path: '/v1/questions',
  summary: 'Asks',
  access: cloudflareReadAccountPermission,
  scope: 'none',
  body: z.object({
    question: sensitive(z.string().max(20, 'it is too long')),
    actor: personal(z.string(), 'email').optional(),
  }),
  audit: 'analytics-engine-query',
  response: z.object({ question: z.string(), sensitive: z.boolean() }),
  cacheTtl: 'none',
  async handler({ body, caller, audit }) {
    audit({ length: body.question.length });
    if (body.question === 'fail') {
      throw new Error('It failed');
    }
    audit({ answered: true });
    return {
      data: {
        question: body.question,
        sensitive: caller.visibility.sensitive,
      },
    };
  },
});

async function start(denied: string[] = []) {
  const events: object[] = [];
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async ({ eventId, meta }) => ({
    success: async done => {
      events.push({ eventId, outcome: 'success', meta, done });
    },
    fail: async ({ error: _, ...done }) => {
      events.push({ eventId, outcome: 'fail', meta, done });
    },
  }));
  const { server } = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'cloudflare',
        register(env) {
          env.registerInit({
            deps: {
              auth: coreServices.auth,
              cache: coreServices.cache,
              cloudflare: cloudflareServiceRef,
              httpAuth: coreServices.httpAuth,
              httpRouter: coreServices.httpRouter,
              logger: coreServices.logger,
            },
            async init(deps) {
              const permissions = mockServices.permissions.mock({
                authorize: async requests =>
                  requests.map(({ permission }) => ({
                    result: denied.includes(permission.name)
                      ? AuthorizeResult.DENY
                      : AuthorizeResult.ALLOW,
                  })),
              });
              deps.httpRouter.use(
                createRouter([questions], {
                  ...deps,
                  auditor,
                  guard: new Guard({
                    ...deps,
                    permissions,
                    permissionsEnabled: true,
                  }),
                  answers: new AnswerCache(deps.cache, deps.logger),
                  pseudonyms: new Pseudonyms('a key that is long enough'),
                }),
              );
            },
          });
        },
      }),
      cloudflareServiceMock.factory({ accounts: [] }),
    ],
  });
  const post = () =>
    request(server)
      .post('/api/cloudflare/v1/questions')
      .set('Authorization', USER);
  return { post, server, events };
}

describe('a route with a body', () => {
  it('hands the body to its handler, and what it asks for decides what is seen', async () => {
    const { post } = await start();
    const { status, body } = await post().send({
      question: 'why?',
      unknown: 1,
    });
    expect(status).toBe(200);
    expect(body.data).toEqual({ question: 'why?', sensitive: true });
    expect(body.meta.cache).toBe('miss');
    const less = await start(['cloudflare.read.sensitive']);
    const answer = await less.post().send({ question: 'why?' });
    expect(answer.body.data.sensitive).toBe(false);
  });

  it.each([
    [{}, `field of the body 'question'`],
    [{ question: 5 }, `field of the body 'question'`],
    [{ question: 'x'.repeat(21) }, 'it is too long'],
    [[], `field of the body`],
    [{ question: 'x', actor: 'sam@acme.example' }, 'pseudonym'],
  ])('answers %j with 400', async (sent, message) => {
    const { post } = await start(['cloudflare.read.personal']);
    const { status, body } = await post().send(sent);
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  });

  it.each([
    ['{"question":"secret', 'application/json', 400, 'not valid JSON'],
    ['"secret"', 'application/json', 400, 'not valid JSON'],
    [
      'question=secret',
      'application/x-www-form-urlencoded',
      400,
      'Content-Type',
    ],
    ['secret', 'text/plain', 400, 'Content-Type'],
    [
      JSON.stringify({ question: 'x'.repeat(MOST_BODY_BYTES) }),
      'application/json',
      413,
      'too large',
    ],
  ])('answers %.20j as %s with %d', async (sent, type, expected, message) => {
    const { post, events } = await start();
    const { status, text, body } = await post()
      .set('Content-Type', type)
      .send(sent);
    expect([status, body.error.message]).toEqual([
      expected,
      expect.stringContaining(message),
    ]);
    expect(text).not.toContain('secret');
    expect(events).toEqual([
      expect.objectContaining({
        eventId: 'analytics-engine-query',
        outcome: 'fail',
      }),
    ]);
  });

  it('lets nobody in before the body is read', async () => {
    const { post } = await start([cloudflareReadAccountPermission.name]);
    const { status } = await post()
      .set('Content-Type', 'application/json')
      .send('{');
    expect(status).toBe(403);
  });

  it('is audited by its own event, with what the handler tells', async () => {
    const { post, events } = await start(['cloudflare.read.sensitive']);
    await post().send({ question: 'why?' });
    await post().send({ question: 'fail' });
    const meta = {
      route: '/v1/questions',
      account: '*',
      unmasked: ['personal'],
    };
    expect(events).toEqual([
      {
        eventId: 'analytics-engine-query',
        outcome: 'success',
        meta,
        done: { meta: { length: 4, answered: true } },
      },
      {
        eventId: 'analytics-engine-query',
        outcome: 'fail',
        meta,
        done: { meta: { length: 4, reason: 'Error' } },
      },
    ]);
  });

  it('is described with its body', () => {
    const { paths } = openApiDocument([questions], '1');
    const operation = (paths as any)['/api/cloudflare/v1/questions'].post;
    expect(operation.requestBody).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              question: {
                type: 'string',
                maxLength: 20,
                'x-redaction': 'sensitive',
              },
              actor: { type: 'string', 'x-redaction': 'personal:email' },
            },
            required: ['question'],
          },
        },
      },
    });
    expect(operation.responses).toHaveProperty('413');
  });
});
