import { PostureResult } from '@cloudflare-backstage/plugin-cloudflare-common';
import { FaultyBackend } from './startFaultyBackend';

const PAGE = 500;

/** The results of all checks by check and entity. */
export type PostureStates = ReadonlyMap<string, PostureResult>;

/** Reads what posture says now, through its routes. */
export async function readPosture({
  call,
}: Pick<FaultyBackend, 'call'>): Promise<PostureStates> {
  // What people read may be a second old; this route looks for what is newer.
  await call('/cloudflare/v1/posture/facts?limit=1', { as: 'service' });
  const states = new Map<string, PostureResult>();
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await call(
      `/cloudflare/v1/posture/results?limit=${PAGE}${more}`,
    );
    if (status !== 200) {
      throw new Error(`Posture answered ${status}: ${JSON.stringify(body)}`);
    }
    for (const result of body.data as PostureResult[]) {
      states.set(`${result.checkId} of ${result.entityRef}`, result);
    }
    cursor = body.meta.nextCursor;
  }
  return states;
}

/** Results that were worse before and are pass now. */
export function turnedGreen(
  before: PostureStates,
  after: PostureStates,
): string[] {
  return [...after].flatMap(([key, { state }]) => {
    const old = before.get(key)?.state;
    const isBetter =
      state === 'pass'
        ? old !== 'pass'
        : state === 'not-applicable' && old === 'fail';
    return old && isBetter ? [`${key} was ${old} and is ${state}`] : [];
  });
}

/** Results of entities that both know which are not the same. */
export function differences(
  before: PostureStates,
  after: PostureStates,
): string[] {
  return [...after].flatMap(([key, { state, message }]) => {
    const old = before.get(key)?.state;
    return old && old !== state
      ? [`${key} was ${old} and is ${state} (${message ?? ''})`]
      : [];
  });
}
