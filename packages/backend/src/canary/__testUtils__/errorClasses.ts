import {
  Fault,
  FaultInjection,
} from '@cloudflare-backstage/cloudflare-simulator';
import { errorMarkers } from './markers';

const { errorBody, errorHeader, redirect } = errorMarkers;

const headers = {
  'x-trace': errorHeader,
  'set-cookie': `session=${errorHeader}`,
  'www-authenticate': `Bearer realm="${errorHeader}"`,
  'cf-access-aud': errorHeader,
};
const problem = {
  success: false,
  errors: [{ code: 10_000, message: errorBody, documentation_url: errorBody }],
  messages: [{ code: 1, message: errorBody }],
  result: { [errorBody]: errorBody },
};
const status = (code: number, body: unknown = problem): Fault => ({
  type: 'status',
  status: code,
  headers,
  body,
});

const faults: Record<string, Fault> = {
  'the token is refused': status(401),
  'the token lacks a permission': status(403),
  'there is no such thing': status(404),
  'it conflicts': status(409),
  'it is not entitled': status(400, {
    ...problem,
    errors: [{ code: 10_007, message: errorBody }],
  }),
  'it fails': status(500),
  'it is down': status(503, `<h1>${errorBody}</h1>`),
  'the origin is unknown': status(530, errorBody),
  'it succeeds and says that it did not': status(200),
  'it is broken JSON': status(200, `{"result": "${errorBody}`),
  'it is an HTML page': status(200, `<html><h1>${errorBody}</h1></html>`),
  'it is something else': status(200, {
    success: true,
    result: { [errorBody]: errorBody },
  }),
  'it is in an item': status(200, { success: true, result: [errorBody] }),
  'it redirects': {
    type: 'status',
    status: 302,
    headers: {
      ...headers,
      location: `https://${redirect}.example/${redirect}`,
    },
  },
  'the connection is reset': { type: 'connection-reset' },
};

/** Every way in which Cloudflare can fail, with something in it that must not leave. */
export const errorClasses: Record<string, FaultInjection> = {
  ...Object.fromEntries(
    Object.entries(faults).map(([name, fault]) => [name, { fault }]),
  ),
  // Each is waited for until the deadline.
  'the body does not end': { fault: { type: 'stalled-body' }, times: 8 },
};

/** After it, nothing is asked of Cloudflare for as long as it says. */
export const lockOut: Fault = {
  type: 'status',
  status: 429,
  headers: { ...headers, 'retry-after': '1' },
  body: problem,
};
