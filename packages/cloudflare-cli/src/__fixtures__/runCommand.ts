import { spawn } from 'node:child_process';

const BIN = require.resolve('../../bin/cloudflare-backstage');

/** Runs the command in a process of its own, with no more than this environment. */
export function runCommand(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd?: string,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', text => {
        texts[name] += text;
      });
    }
    child.on('error', reject);
    child.on('close', status => resolve({ status, ...texts }));
  });
}
