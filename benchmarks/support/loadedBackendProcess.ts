import { fork } from 'node:child_process';
import path from 'node:path';
import { JsonValue } from '@backstage/types';
import type { LoadedBackendOptions } from './loadedBackend';

/** A loaded backend in a process of its own, so that it does not pay for who asks. */
export interface LoadedBackendProcess extends Started {
  setBareAnswers(answers: readonly JsonValue[]): Promise<void>;
  stop(): void;
}

interface Started {
  url: string;
  tokens: readonly string[];
}

interface Messages {
  started?: Started;
  taken?: true;
}

export async function startLoadedBackendProcess(
  options: LoadedBackendOptions,
): Promise<LoadedBackendProcess> {
  const child = fork(
    path.join(__dirname, 'loadedBackendMain.ts'),
    [JSON.stringify(options)],
    {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    },
  );
  const next = <K extends keyof Messages>(key: K) =>
    new Promise<NonNullable<Messages[K]>>((resolve, reject) => {
      // The TypeScript loader has messages of its own.
      child.on('message', (message: Messages) => {
        const content = message[key];
        if (content) {
          resolve(content);
        }
      });
      child.on('exit', () => reject(new Error('The backend has ended')));
    });
  const started = await next('started');
  return {
    ...started,
    async setBareAnswers(bareAnswers) {
      const taken = next('taken');
      child.send({ bareAnswers });
      await taken;
    },
    stop: () => child.kill(),
  };
}
