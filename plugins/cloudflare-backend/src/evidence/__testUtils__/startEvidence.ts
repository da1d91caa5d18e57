import { mockCredentials } from '@backstage/backend-test-utils';
import { EvidenceJob } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { startPlugin } from '../../__testUtils__/startPlugin';
import { key } from './testEvidence';

export const BASE = '/api/cloudflare';
export const USER = mockCredentials.user.header();

type Options = Parameters<typeof startPlugin>[0];

/** The plugin, which signs, and requests to it as a caller sends them. */
export async function startEvidence(options: Options) {
  const plugin = await startPlugin({
    ...options,
    cloudflareConfig: {
      evidence: {
        signing: { privateKey: key.privateKey, keyId: 'test-key' },
        // Of a shorter one, late in the day nothing is left of the day before.
        accessLogRetention: { days: 30 },
      },
      ...options.cloudflareConfig,
    },
  });
  const get = (path: string, user = USER) =>
    request(plugin.server).get(`${BASE}${path}`).set('Authorization', user);
  const post = (body: object, user = USER) =>
    request(plugin.server)
      .post(`${BASE}/v1/evidence`)
      .set('Authorization', user)
      .send(body);
  const remove = (path: string, user = USER) =>
    request(plugin.server).delete(`${BASE}${path}`).set('Authorization', user);
  /** Has evidence made, and waits for it. */
  const make = async (body: object, user = USER): Promise<EvidenceJob> => {
    let { body: answer } = await post(body, user).expect(202);
    while (['queued', 'running'].includes(answer.data.state)) {
      await new Promise(resolve => setTimeout(resolve, 20));
      const path = `/v1/evidence/jobs/${answer.data.id}`;
      answer = (await get(path, user).expect(200)).body;
    }
    return answer.data;
  };
  return { ...plugin, get, post, remove, make };
}
