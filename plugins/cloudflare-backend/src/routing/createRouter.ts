import { createHash } from 'node:crypto';
import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareService } from '@cloudflare-backstage/plugin-cloudflare-node';
import express, { Request, Response } from 'express';
import PromiseRouter from 'express-promise-router';
import { MASKED } from '../redaction/compileMask';
import { Pseudonyms } from '../redaction/Pseudonyms';
import {
  Answer,
  answerKey,
  sendAnswer,
  SEVERAL_ACCOUNTS,
  signalOf,
  toAnswer,
} from './Answer';
import { AnswerCache, CachedAnswer } from './AnswerCache';
import { Guard } from './Guard';
import { responseSchemaOf } from './openApi';
import { parseBody } from './parseBody';
import { bucketOf, RateBuckets } from './RateBuckets';
import { readAccount, readInput } from './readInput';
import { RequestAudit } from './RequestAudit';
import { Route } from './route';
import { sendProblem } from './sendProblem';
import { sendFile, StoredFile } from './StoredFile';
import { TooManyRequestsError } from './TooManyRequestsError';

/** What serves every route. */
export interface RouterServices {
  guard: Guard;
  answers: AnswerCache;
  cloudflare: CloudflareService;
  pseudonyms: Pseudonyms;
  auditor: AuditorService;
  /** Seconds; overrides what the routes declare. */
  cacheTtl?: number;
}

/** Serves routes as they are declared. */
export function createRouter(
  routes: readonly Route[],
  services: RouterServices,
): express.Router {
  const router = PromiseRouter({ strict: false, caseSensitive: true });
  for (const route of routes) {
    const serve = serverOf(route, services);
    router[route.method](route.path, async (req, res) => {
      const signal = signalOf(req, res);
      try {
        await serve(req, res, signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (error instanceof TooManyRequestsError) {
          res.set('Retry-After', String(error.retryAfter));
        }
        if (!(error instanceof CloudflareApiError)) {
          throw error;
        }
        sendProblem(req, res, error);
      }
    });
  }
  return router;
}

function serverOf(route: Route, services: RouterServices) {
  const { guard, answers, auditor, cacheTtl } = services;
  const { keyId, rulesId } = services.pseudonyms;
  // An answer kept by an older version of the plugin may have another shape,
  // and one kept before a change of the configuration is masked otherwise.
  const identity = `${route.method} ${route.path} ${createHash('sha256')
    .update(JSON.stringify([responseSchemaOf(route), keyId, rulesId]))
    .digest('base64url')}`;

  const buckets = route.perMinute && new RateBuckets(route.perMinute);

  async function read(
    req: Request,
    res: Response,
    signal: AbortSignal,
    audit: RequestAudit,
  ): Promise<CachedAnswer | StoredFile> {
    const caller = await guard.admit(route, req);
    await audit.admitted(caller);
    if (buckets && caller) {
      buckets.take(bucketOf(caller), 'Your requests of this kind');
    }
    const visibility = caller?.visibility ?? MASKED;
    if (route.body) {
      await parseBody(req, res, route.mostBodyBytes);
    }
    const input = readInput(route, req, visibility);
    const scope = scopeOf(route, input.account, services.cloudflare);
    await audit.reading(caller);
    const pseudonyms = services.pseudonyms.of(scope.accountId);
    const handle = (own: AbortSignal) =>
      route.handler({
        ...scope.context,
        params: input.params,
        query: input.query,
        body: input.body,
        signal: own,
        pseudonyms,
        caller,
        audit: (meta: JsonObject) => Object.assign(audit.told, meta),
      });
    if (route.contentTypes) {
      const { data } = await handle(signal);
      return data as StoredFile;
    }
    const produce = async (own: AbortSignal): Promise<Answer> =>
      toAnswer(route, await handle(own), scope.name, visibility, pseudonyms);
    if (route.cacheTtl === 'none') {
      return { answer: await produce(signal), cache: 'miss' };
    }
    const key = answerKey({
      route: identity,
      account: scope.accountId ?? scope.name,
      params: input.params,
      query: input.query,
      visibility,
    });
    const age = {
      ttl: cacheTtl ?? route.cacheTtl,
      most: mostAgeOf(route, req),
    };
    return answers.read(key, age, signal, produce);
  }

  return async (req: Request, res: Response, signal: AbortSignal) => {
    const account = accountNameOf(route, req, services.cloudflare);
    const audit = new RequestAudit(auditor, route, req, account);
    let answered: CachedAnswer | StoredFile;
    try {
      answered = await read(req, res, signal, audit);
      await audit.succeeded('answer' in answered && answered.answer.data);
    } catch (error) {
      await audit.failed(error as Error);
      throw error;
    }
    if (!('answer' in answered)) {
      await sendFile(req, res, answered, signal);
    } else if (!signal.aborted) {
      sendAnswer(route, res, answered);
    }
  };
}

/** How old an answer may be, as HTTP has callers say it; in seconds. */
function mostAgeOf(route: Route, req: Request): number | undefined {
  const wish = /(?:^|[,\s])(?:max-age=(\d{1,9})|no-cache)(?:$|[,\s])/i.exec(
    req.header('cache-control') ?? '',
  );
  return wish ? Math.max(route.leastAge, Number(wish[1] ?? 0)) : undefined;
}

function scopeOf(
  route: Route,
  account: string | undefined,
  cloudflare: CloudflareService,
) {
  if (route.scope === 'none') {
    return { name: SEVERAL_ACCOUNTS, context: {} };
  }
  if (route.scope === 'account') {
    const one = cloudflare.account(account);
    return {
      name: one.key,
      accountId: one.accountId,
      context: { account: one },
    };
  }
  const accounts =
    account === undefined
      ? cloudflare.accounts()
      : [cloudflare.account(account)];
  const only = accounts.length === 1 ? accounts[0] : undefined;
  return {
    name: only?.key ?? SEVERAL_ACCOUNTS,
    accountId: only?.accountId,
    context: { accounts, accountKey: account },
  };
}

/** Of whoever was not let in, too, it is told which account they asked for. */
function accountNameOf(
  route: Route,
  req: Request,
  cloudflare: CloudflareService,
): string | undefined {
  try {
    return scopeOf(route, readAccount(route, req), cloudflare).name;
  } catch {
    // What is wrong with it is told when the input is read.
    return undefined;
  }
}
