import {
  createServiceFactory,
  coreServices,
  LoggerService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { secretMarkers } from '@cloudflare-backstage/cloudflare-simulator';
import {
  callsTo,
  send,
  startAllRoutes,
} from '../__testUtils__/describedRoutes';

const CLEAR = mockCredentials.user.header();
const SERVICE = mockCredentials.service.header();
const READER = mockCredentials.user.header('user:default/reader');
const UNMASKING = [
  'cloudflare.read.personal',
  'cloudflare.read.sensitive',
  'cloudflare.read.kv.values',
];
/** Pages of a list that are read. */
const MOST_PAGES = 5;

/** Names of variables whose values are secret, and of a device. */
const NEVER = /NPM_TOKEN|API_PASSWORD|mac_addr/;

/** What Cloudflare may say of what went wrong. */
const said = { code: 10_000, message: secretMarkers.auditedRequest };

describe('every route', () => {
  let all: Awaited<ReturnType<typeof startAllRoutes>>;
  const logged: string[] = [];
  beforeAll(async () => {
    const log = (message: string, meta?: unknown) => {
      const { stack = '' } = (meta ?? {}) as Error;
      logged.push(`${message} ${JSON.stringify(meta)} ${stack}`);
    };
    const logger = {
      error: log,
      warn: log,
      info: log,
      debug: log,
      child: (): LoggerService => logger,
    } satisfies RootLoggerService;
    all = await startAllRoutes({
      denied: (permission, user) =>
        user.endsWith('/reader') && UNMASKING.includes(permission),
      features: [
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
      ],
    });
  }, 30_000);
  afterAll(() => all.simulator.close());

  function expectNoSecret(what: string, text: string) {
    const { apiToken, buildsToken } = all.simulator;
    const found = [...Object.values(secretMarkers), apiToken, buildsToken!]
      .filter(secret => text.includes(secret))
      .concat(NEVER.exec(text)?.[0] ?? []);
    expect([what, found]).toEqual([what, []]);
  }

  it.each([
    ['with every permission', CLEAR],
    ['with no more than the permission to read', READER],
    ['that is a service', SERVICE],
  ])(
    'tells no secret to a caller %s, of any resource',
    async (_, user) => {
      for (const call of callsTo(all.routes, all.resources)) {
        let cursor: string | undefined;
        for (
          let page = 0;
          page === 0 || (cursor && page < MOST_PAGES);
          page++
        ) {
          const url = cursor
            ? `${call.url}?cursor=${encodeURIComponent(cursor)}`
            : call.url;
          const answer = await send(all.server, { ...call, url }, user);
          expect([url, answer.status, answer.body.error]).toEqual([
            url,
            call.route.status,
            undefined,
          ]);
          expectNoSecret(url, answer.text);
          expectNoSecret(url, JSON.stringify(answer.headers));
          cursor = answer.body.meta?.nextCursor;
        }
      }
    },
    60_000,
  );

  it.each([
    ['refuses with it', 400, { success: false, errors: [said] }],
    ['forbids with it', 403, { success: false, errors: [said] }],
    ['fails with it', 500, { success: false, errors: [said] }],
    ['succeeds with it as a problem', 200, { success: false, errors: [said] }],
    ['answers a page that has it', 502, `<h1>${said.message}</h1>`],
    ['answers it in broken JSON', 200, `{"result": "${said.message}`],
    [
      'answers it where something else belongs',
      200,
      { success: true, result: { [said.message]: said.message } },
    ],
    ['answers it in an item', 200, { success: true, result: [said.message] }],
  ])(
    'tells no secret when Cloudflare %s',
    async (_, status, body) => {
      const first = callsTo(all.routes, all.resources, 1);
      const others = callsTo(all.routes, all.resources, 2);
      for (const calls of [first, others]) {
        const { server } = await all.start();
        if (calls === others) {
          // Names are known then, and what is behind them fails.
          for (const call of first) {
            await send(server, call, CLEAR);
          }
        }
        const undo = all.simulator.injectFault({
          fault: { type: 'status', status, body },
        });
        for (const call of calls) {
          const answer = await send(server, call, CLEAR);
          expectNoSecret(call.url, answer.text);
          expectNoSecret(call.url, JSON.stringify(answer.headers));
          expect([call.url, answer.status]).not.toEqual([call.url, 500]);
        }
        undo();
      }
    },
    30_000,
  );

  it('tells no secret in the logs and in the audit log', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(all.audited.length).toBeGreaterThan(0);
    expectNoSecret('the logs', logged.join('\n'));
    expectNoSecret('the audit log', JSON.stringify(all.audited));
  });
});
