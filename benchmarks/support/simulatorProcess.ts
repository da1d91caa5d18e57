import { fork } from 'node:child_process';
import path from 'node:path';
import type {
  SimulatorOptions,
  SimulatorStatistics,
} from '@cloudflare-backstage/cloudflare-simulator';

/** A simulator in a process of its own, so that its work is not counted as ours. */
export interface SimulatorProcess {
  url: string;
  accountId: string;
  apiToken: string;
  statistics(): Promise<SimulatorStatistics>;
  resetStatistics(): Promise<void>;
  stop(): void;
}

interface Started {
  url: string;
  controlUrl: string;
  accountId: string;
  apiToken: string;
}

export async function startSimulatorProcess(
  options: Omit<SimulatorOptions, 'now'>,
): Promise<SimulatorProcess> {
  const child = fork(
    path.join(__dirname, 'simulatorMain.ts'),
    [JSON.stringify(options)],
    {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    },
  );
  const started = await new Promise<Started>((resolve, reject) => {
    // The TypeScript loader has messages of its own.
    child.on('message', (message: { simulator?: Started }) => {
      if (message.simulator) {
        resolve(message.simulator);
      }
    });
    child.on('exit', () => reject(new Error('The simulator did not start')));
  });
  const { controlUrl, ...address } = started;
  return {
    ...address,
    async statistics() {
      const response = await fetch(`${controlUrl}/statistics`);
      const answer = (await response.json()) as { result: SimulatorStatistics };
      return answer.result;
    },
    async resetStatistics() {
      await fetch(`${controlUrl}/reset-statistics`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
    },
    stop: () => child.kill(),
  };
}
