import {
  AuditorService,
  BackendFeature,
  CacheService,
  coreServices,
  createServiceFactory,
  LoggerService,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { JsonValue } from '@backstage/types';
import { inspect } from 'node:util';
import { Output } from './findMarkers';
import { Place } from './markers';

/** With everything: what is cut off could be what is looked for. */
function told(...values: unknown[]): string {
  return values
    .map(value =>
      inspect(value, {
        depth: 10,
        maxArrayLength: null,
        maxStringLength: null,
        breakLength: Infinity,
      }),
    )
    .join(' ');
}

/** Keeps all that a backend says and stores beside answers and databases. */
export class Recorder {
  private readonly texts = new Map<Place, string[]>();
  private readonly cached = new Map<string, JsonValue>();
  private readonly restore: (() => void)[] = [];

  /** What goes past the logger, too. */
  constructor() {
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream);
      stream.write = ((chunk: string | Uint8Array, ...others: []) => {
        this.add('logs', Buffer.from(chunk as string).toString('utf8'));
        return write(chunk, ...others);
      }) as typeof stream.write;
      this.restore.push(() => {
        stream.write = write;
      });
    }
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      const spy = jest
        .spyOn(console, method)
        .mockImplementation((...values) => this.add('logs', told(...values)));
      this.restore.push(() => spy.mockRestore());
    }
  }

  get features(): BackendFeature[] {
    const log = (message: string, meta?: unknown) =>
      this.add('logs', told(message, meta));
    const logger: RootLoggerService = {
      error: log,
      warn: log,
      info: log,
      debug: log,
      child: (meta): LoggerService => {
        this.add('logs', told(meta));
        return logger;
      },
    };
    return [
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => this.auditor(),
      }),
      createServiceFactory({
        service: coreServices.cache,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) => this.cache(`${plugin.getId()}:`),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async sent => this.add('notifications', told(sent)),
        }),
      }),
    ];
  }

  /** What was said until now, and what is cached at this moment. */
  outputs(): Output[] {
    return [
      ...[...this.texts].map(([place, texts]) => ({
        place,
        where: '',
        text: texts.join('\n'),
      })),
      ...this.cachedOutputs(),
    ];
  }

  /** Has every answer read anew. */
  clearCache(): void {
    this.cached.clear();
  }

  cachedOutputs(): Output[] {
    return [...this.cached].map(([key, value]) => ({
      place: 'cache',
      where: key,
      text: `${key} ${JSON.stringify(value)}`,
    }));
  }

  close(): void {
    this.restore.forEach(each => each());
  }

  private add(place: Place, text: string): void {
    const texts = this.texts.get(place) ?? [];
    texts.push(text);
    this.texts.set(place, texts);
  }

  private auditor(): AuditorService {
    return {
      createEvent: async ({ request, ...event }) => {
        const of = `${request?.method} ${request?.originalUrl}`;
        this.add('audit log', told(of, event));
        return {
          success: async end => this.add('audit log', told(of, end)),
          fail: async end => this.add('audit log', told(of, end)),
        };
      },
    };
  }

  private cache(prefix: string): CacheService {
    const cache: CacheService = {
      get: async <T extends JsonValue>(key: string) =>
        this.cached.get(prefix + key) as T | undefined,
      set: async (key, value) => {
        this.cached.set(prefix + key, value);
      },
      delete: async key => {
        this.cached.delete(prefix + key);
      },
      withOptions: () => cache,
    };
    return cache;
  }
}
