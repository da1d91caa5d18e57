import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { AccountChanges } from './account/AccountChanges';
import { controlInputs } from './controlInputs';
import type { SimulatorLevers } from './Simulator';

export const controlPath = '/__control';

/** The changes of the account that can be asked for over HTTP. */
const changes: Record<keyof AccountChanges, true> = {
  addWorker: true,
  removeWorker: true,
  uploadVersion: true,
  deploy: true,
  rollback: true,
  changeSecret: true,
  setWorkerTags: true,
  addWorkerDomain: true,
  addWorkerRoute: true,
  addPagesProject: true,
  removePagesProject: true,
  deployPages: true,
  addAccessRequest: true,
  addAccessEvents: true,
  addAccessApplication: true,
  removeAccessApplication: true,
  addAccessPolicy: true,
  removeAccessPolicy: true,
  addAuditEvent: true,
  addAuditEvents: true,
  addResource: true,
  changeResource: true,
  removeResource: true,
  setTags: true,
};

type Command = (levers: SimulatorLevers, input: unknown) => unknown;

/** A command whose input is checked before anything is done. */
function command<T>(
  schema: z.ZodType<T>,
  run: (levers: SimulatorLevers, input: T) => unknown,
): Command {
  return (levers, input) => run(levers, schema.parse(input));
}

const { nothing } = controlInputs;

const commands: Record<string, Command | undefined> = {
  'GET /statistics': command(nothing, levers => levers.statistics()),
  'POST /reset-statistics': command(nothing, levers =>
    levers.resetStatistics(),
  ),
  'POST /faults': command(controlInputs.fault, (levers, input) => {
    const { operation, operationPattern, ...injection } = input;
    levers.injectFault({
      ...injection,
      operation:
        operationPattern === undefined
          ? operation
          : new RegExp(operationPattern),
    });
  }),
  'POST /clear-faults': command(nothing, levers => levers.clearFaults()),
  'POST /latency': command(controlInputs.latency, (levers, { ms }) =>
    levers.setLatency(ms),
  ),
  'POST /quota': command(controlInputs.quota, (levers, { quota }) =>
    levers.setQuota(quota),
  ),
  'POST /permissions': command(
    controlInputs.permissions,
    (levers, { refuse, grant }) => {
      refuse.forEach(group => levers.refusePermission(group));
      grant.forEach(group => levers.grantPermission(group));
    },
  ),
  'POST /datasets': command(
    controlInputs.datasets,
    (levers, { refuse, grant, maxNodes }) => {
      refuse.forEach(name => levers.refuseDataset(name));
      grant.forEach(name => levers.grantDataset(name));
      if (maxNodes !== undefined) levers.setMaxDatasetNodes(maxNodes);
    },
  ),
  'POST /account': command(controlInputs.change, ({ account }, input) => {
    if (!Object.hasOwn(changes, input.change)) {
      throw new Error(`The account knows no change '${input.change}'`);
    }
    const change = account[input.change as keyof AccountChanges] as (
      ...parameters: unknown[]
    ) => unknown;
    return change.apply(account, input.arguments);
  }),
};

async function inputOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : undefined;
}

function explanation(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

/**
 * Drives the simulator from another process: JSON in, JSON out. A browser
 * cannot be tricked into it, since it would have to ask before it sends JSON.
 */
export async function control(
  levers: SimulatorLevers,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const answer = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const asked = `${request.method} ${path}`;
  const run = commands[asked];
  if (!run) {
    answer(404, { error: `There is no command '${asked}'` });
    return;
  }
  const contentType = request.headers['content-type'] ?? '';
  if (
    request.method === 'POST' &&
    !contentType.startsWith('application/json')
  ) {
    answer(415, { error: 'Send application/json' });
    return;
  }
  try {
    const result = run(levers, await inputOf(request));
    answer(200, { result: result ?? null });
  } catch (error) {
    answer(400, { error: explanation(error) });
  }
}
