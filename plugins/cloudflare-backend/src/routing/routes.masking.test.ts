import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  Call,
  callsTo,
  send,
  startAllRoutes,
} from '../__testUtils__/describedRoutes';
import {
  compareAnswers,
  MarkedField,
  marksOf,
  unmarkedTextsOf,
} from '../__testUtils__/markedFields';
import { undeclaredIn } from '../__testUtils__/writtenAuditLog';
import { AuditEventId } from './auditEvents';

const CLASSES: Record<string, string> = {
  personal: 'cloudflare.read.personal',
  sensitive: 'cloudflare.read.sensitive',
  values: 'cloudflare.read.kv.values',
};
/** Enough that every marked field has a value in some answer. */
const MOST_RESOURCES = 14;

/** Fields that are never twice the same, and why. */
const EVER_CHANGING: Record<string, string> = {
  'get /v1/accounts [].budget.used': 'how many requests there were',
  'post /v1/evidence .id': 'another job',
  'post /v1/evidence .state': 'how far the job is',
  'post /v1/evidence .finishedAt': 'how far the job is',
  'post /v1/evidence .progress.done': 'how far the job is',
  'post /v1/evidence .progress.records': 'how far the job is',
  'post /v1/evidence .bundles[]': 'how far the job is',
};
/** Marked fields that the simulator's account does not fill, and why. */
const NEVER_FILLED: Record<string, string> = {
  'provenance.actor': 'a login, in which there can be no address',
};

/** Names of fields that tell of a person, or of what is nobody else's business. */
const TELLING =
  /\.(\w*email|actor|author|user\w*|ip\w*|\w*device\w*|serial\w*|host|origin\w*|password|comment|value|prompt|header\w*)(\[\])?$/i;

/** An address that is no pseudonym. */
const ADDRESS = /"(?!u_)[^"@\s]+@acme\.example/;

const callers = [
  { name: 'reader', sees: [] },
  { name: 'service', sees: [] },
  ...Object.keys(CLASSES).map(name => ({ name, sees: [name] })),
  { name: 'clear', sees: Object.keys(CLASSES) },
].map(caller => ({
  ...caller,
  header:
    caller.name === 'service'
      ? mockCredentials.service.header()
      : mockCredentials.user.header(`user:default/${caller.name}`),
}));

interface Seen {
  text: string;
  headers: string;
  status: number;
  body: { data: JsonObject; meta: { masked: boolean; cache: string } };
}

/** Whether what a caller may not see was indeed masked. */
function isMasked({ mark, plain, seen }: MarkedField): boolean {
  switch (mark) {
    case 'sensitive':
    case 'values':
    case 'personal:name':
      return seen === undefined;
    // In these there may be nothing to mask.
    case 'personal:text':
      return !/[^\s*<]@/.test(String(seen));
    case 'sensitive:key':
      return seen === plain || /<\w+:\w+>/.test(String(seen));
    default:
      return seen !== plain;
  }
}

describe('every route', () => {
  let all: Awaited<ReturnType<typeof startAllRoutes>>;
  let calls: Call[];
  beforeAll(async () => {
    // Answers tell of windows that end now: time must not make them differ.
    jest.useFakeTimers({
      doNotFake: [
        'hrtime',
        'nextTick',
        'performance',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setInterval',
        'clearInterval',
        'setTimeout',
        'clearTimeout',
      ],
    });
    all = await startAllRoutes({
      denied: (permission, user) => {
        const caller = callers.find(({ name }) => user.endsWith(`/${name}`));
        const kind = Object.keys(CLASSES).find(
          name => CLASSES[name] === permission,
        );
        // A service may see all that permissions can tell, and yet does not.
        return (
          kind !== undefined && user !== '' && !caller?.sees.includes(kind)
        );
      },
    });
    calls = callsTo(all.routes, all.resources, MOST_RESOURCES).filter(
      // What is not in an envelope is of our own making.
      ({ route }) => route.data !== undefined,
    );
  }, 30_000);
  afterAll(async () => {
    jest.useRealTimers();
    await all.simulator.close();
  });

  /** A field of a route; those of provenance have one schema wherever they are. */
  function placeOf({ route }: Call, path: string): string {
    const at = path.indexOf('.provenance.');
    return at < 0 ? `${route.name} ${path}` : path.slice(at + 1);
  }

  async function ask(
    call: Call,
    header: string,
    server = all.server,
  ): Promise<Seen> {
    const { status, text, body, headers } = await send(server, call, header);
    expect([call.url, status, body.error]).toEqual([
      call.url,
      call.route.status,
      undefined,
    ]);
    return { text, body, status, headers: JSON.stringify(headers) };
  }

  function schemaOf({ route }: Call): JsonObject {
    return route.data!;
  }

  function compared(call: Call, plain: Seen, seen: Seen) {
    const { marked, otherwise } = compareAnswers(
      schemaOf(call),
      plain.body.data,
      seen.body.data,
    );
    return {
      marked,
      otherwise: otherwise.filter(
        path => !(`${call.route.name} ${path}` in EVER_CHANGING),
      ),
    };
  }

  function expectSame(call: Call, one: Seen, other: Seen) {
    const { marked, otherwise } = compared(call, one, other);
    const differing = marked.filter(field => field.seen !== field.plain);
    expect([call.url, differing, otherwise]).toEqual([call.url, [], []]);
    expect(one.body.meta.masked).toBe(other.body.meta.masked);
  }

  it('marks every field that has the name of something to mask', () => {
    const unmarked = all.routes.flatMap(({ name, data }) =>
      data ? unmarkedTextsOf(data).map(path => `${name} ${path}`) : [],
    );
    expect(unmarked.filter(path => TELLING.test(path))).toEqual([]);
  });

  it('masks each field for who may not see its class, and nothing else', async () => {
    const filled = new Set<string>();
    for (const [index, call] of calls.entries()) {
      // Whoever is first: a cached answer must be for nobody else.
      const turned = callers.map(
        (_, i) => callers[(i + index) % callers.length],
      );
      const seen = new Map<string, Seen>();
      for (const { name, header } of turned) {
        seen.set(name, await ask(call, header));
      }
      const plain = seen.get('clear')!;
      expect([call.url, plain.body.meta.masked]).toEqual([call.url, false]);
      for (const { name, sees, header } of callers) {
        const { body, text, headers } = seen.get(name)!;
        const { marked, otherwise } = compared(call, plain, seen.get(name)!);
        expect([call.url, name, otherwise]).toEqual([call.url, name, []]);
        const hidden = marked.filter(
          ({ mark }) => !(sees as string[]).includes(mark.split(':')[0]),
        );
        for (const field of marked) {
          filled.add(placeOf(call, field.path));
          const ok = hidden.includes(field)
            ? isMasked(field)
            : field.seen === field.plain;
          expect([call.url, name, field, ok]).toEqual([
            call.url,
            name,
            field,
            true,
          ]);
        }
        // Nor does it stand in a field that nobody marked, or in a header.
        const gone = hidden.filter(
          field => field.seen !== field.plain && field.mark !== 'personal:name',
        );
        for (const { plain: value } of gone) {
          expect([name, text.includes(JSON.stringify(value))]).toEqual([
            name,
            false,
          ]);
          expect(headers).not.toContain(String(value));
        }
        expect([call.url, name, body.meta.masked]).toEqual([
          call.url,
          name,
          hidden.some(field => field.seen !== field.plain),
        ]);
        expect([
          call.url,
          name,
          !(sees as string[]).includes('personal') && ADDRESS.test(text),
        ]).toEqual([call.url, name, false]);
        // The same again, now that every class has its answer in the cache.
        const again = await ask(call, header);
        expectSame(call, again, seen.get(name)!);
      }
    }
    const marks = new Set(
      calls.flatMap(call =>
        marksOf(schemaOf(call)).map(path => placeOf(call, path)),
      ),
    );
    expect(marks.size).toBeGreaterThan(10);
    expect([...marks].filter(mark => !filled.has(mark)).sort()).toEqual(
      Object.keys(NEVER_FILLED).sort(),
    );
  }, 60_000);

  it('masks for everyone without the permission system', async () => {
    const { server, audited } = await all.start({ permissionsEnabled: false });
    for (const call of calls) {
      const reader = await ask(call, callers[0].header);
      const anyone = await ask(call, mockCredentials.user.header(), server);
      expectSame(call, anyone, reader);
    }
    expect(audited.map(({ eventId }) => eventId)).not.toContain(
      'unmasked-read',
    );
  }, 60_000);

  it('has what is read in clear in the audit log, and only that', async () => {
    const marked = calls.filter(call => marksOf(schemaOf(call)).length > 0);
    expect(marked.length).toBeGreaterThan(5);
    for (const call of calls) {
      all.audited.length = 0;
      await ask(call, callers[0].header);
      const before = all.audited.map(({ eventId }) => eventId);
      expect(before).not.toContain('unmasked-read');
      await ask(call, mockCredentials.user.header('user:default/clear'));
      const events = all.audited.slice(before.length);
      for (const { eventId, meta, done } of events) {
        const told = { ...meta, ...done };
        expect(undeclaredIn(eventId as AuditEventId, told)).toEqual([]);
      }
      expect([call.url, events.length > 0]).toEqual([
        call.url,
        marked.includes(call) || call.route.auditEvent !== undefined,
      ]);
    }
  }, 60_000);
});
