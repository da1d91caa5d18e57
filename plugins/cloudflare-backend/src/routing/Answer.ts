import { createHash } from 'node:crypto';
import {
  ApiMeta,
  CloudflareProblem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Request, Response } from 'express';
import { Visibility } from '../redaction/compileMask';
import { AccountPseudonyms } from '../redaction/Pseudonyms';
import type { CachedAnswer } from './AnswerCache';
import { problemSchema } from './problemSchema';
import { Reading, Route } from './route';

const MS_PER_SECOND = 1000;

/** `meta.account` of answers about more than one account. */
export const SEVERAL_ACCOUNTS = '*';

/** What is left of a reading when all that may not leave is gone. */
export interface Answer {
  data: unknown;
  meta: Omit<ApiMeta, 'cache'>;
  /** Path of what came about, below `/api/cloudflare`. */
  location?: string;
}

/** Projects a reading to the route's response and masks it. */
export function toAnswer(
  route: Route,
  reading: Reading<unknown>,
  account: string,
  visibility: Visibility,
  pseudonyms: AccountPseudonyms,
): Answer {
  const projected = route.response.parse(reading.data);
  const { value, masked } = route.mask.apply(projected, visibility, pseudonyms);
  const problems = reading.problems ?? [];
  return {
    data: value,
    location: reading.location,
    meta: {
      account,
      fetchedAt: new Date().toISOString(),
      complete: reading.complete ?? problems.length === 0,
      masked,
      ...(reading.nextCursor && { nextCursor: reading.nextCursor }),
      ...(problems.length > 0 && { problems: distinct(problems) }),
    },
  };
}

/** Writes an answer; 304 when the caller has it already. */
export function sendAnswer(
  route: Route,
  res: Response,
  { answer, cache, problem }: CachedAnswer,
) {
  const { data } = answer;
  const problems = distinct([
    ...(answer.meta.problems ?? []),
    ...(problem ? [problem] : []),
  ]);
  const { fetchedAt, ...lasting } = answer.meta;
  const meta: ApiMeta = {
    ...answer.meta,
    cache,
    ...(problems.length > 0 && { problems }),
  };
  res.status(route.status);
  res.set('Cache-Control', 'private, no-cache');
  res.vary('Authorization');
  if (answer.location !== undefined) {
    res.location(res.req.baseUrl + answer.location);
  }
  if (route.bare) {
    res.json(data);
    return;
  }
  const age = (Date.now() - Date.parse(fetchedAt)) / MS_PER_SECOND;
  res.set('Age', String(Math.max(0, Math.floor(age))));
  if (route.method === 'get') {
    // Weak: when it was read and whence it came do not make another answer.
    res.set('ETag', `W/"${hash({ data, lasting, problems })}"`);
  }
  res.json({ data, meta });
}

/** The key under which equal questions share an answer. */
export function answerKey(parts: {
  route: string;
  account: string;
  params: object;
  query: object;
  visibility: Visibility;
}): string {
  return `answer:${hash(parts)}`;
}

/** A signal that is aborted when the client goes away. */
export function signalOf(req: Request, res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) {
      controller.abort();
    }
  });
  if (req.destroyed && !req.complete) {
    controller.abort();
  }
  return controller.signal;
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

/** Each once, with nothing but the fields that a problem has. */
function distinct(problems: CloudflareProblem[]): CloudflareProblem[] {
  const told = problems.map(problem => problemSchema.parse(problem));
  const byText = new Map(told.map(p => [JSON.stringify(p), p]));
  return [...byText.values()];
}
