import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { withOwnErrors } from './ownErrors';
import { TooManyRequestsError } from './TooManyRequestsError';

async function answerTo(error: unknown) {
  const logger = mockServices.logger.mock();
  const router = express.Router();
  router.get('/', (_req, _res, next) => next(error));
  const app = express()
    .use(withOwnErrors(router, logger))
    .use(mockErrorHandler());
  const { status, body, text } = await request(app).get('/');
  return { status, message: body.error.message, text, logger };
}

describe('withOwnErrors', () => {
  it('logs of a refusal of the database no value that was written', async () => {
    const said = 'insert into t values (CANARY) - failed';
    const error = Object.assign(new Error(said), { code: 'SQLITE_CONSTRAINT' });
    const { status, text, logger } = await answerTo(error);
    expect(status).toBe(500);
    expect(text).not.toContain('CANARY');
    const logged = JSON.stringify(logger.error.mock.calls);
    expect(logged).toContain('the database refused it (SQLITE_CONSTRAINT)');
    expect(logged).not.toContain('CANARY');
  });

  it.each([
    ['CANARY is not to be had', Error],
    ['CANARY is not a function', TypeError],
  ])('answers %s in words of ours, and logs it', async (said, Type) => {
    const error = Object.assign(new Type(said), { detail: 'CANARY' });
    const { status, message, text, logger } = await answerTo(error);
    expect(status).toBe(500);
    expect(message).toMatch(/its log tells why, by the id [0-9a-f]{12}$/);
    expect(text).not.toContain('CANARY');
    const [[logged, meta]] = logger.error.mock.calls;
    expect(logged).toContain(message.slice(-12));
    expect(logged).toContain(said);
    expect(meta).toEqual({ stack: expect.stringContaining(said) });
  });

  it('answers what was no error at all', async () => {
    const { status, text } = await answerTo({ message: 'CANARY' });
    expect(status).toBe(500);
    expect(text).not.toContain('CANARY');
  });

  it.each([
    [new InputError('The query parameter is wrong'), 400],
    [new TooManyRequestsError('Wait', 1), 429],
    [Object.assign(new Error('It is too large'), { statusCode: 413 }), 413],
  ])('leaves %s', async (error, expected) => {
    const { status, message, logger } = await answerTo(error);
    expect([status, message]).toEqual([expected, error.message]);
    expect(logger.error).not.toHaveBeenCalled();
  });
});
