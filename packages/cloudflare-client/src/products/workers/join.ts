import type { z } from 'zod';
import type { CfWorker, CfWorkerDomain } from '../workers.types';
import type { betaWorkerSchema, scriptSchema } from './schemas';

type Script = z.infer<typeof scriptSchema>;
type BetaWorker = z.infer<typeof betaWorkerSchema>;

/**
 * Joins the scripts with the newer list (by tag, else by name) and the custom
 * domains; where those could not be read, with what the newer list says of them.
 */
export function joinWorkers(
  scripts: readonly Script[],
  beta: readonly BetaWorker[],
  domains: readonly CfWorkerDomain[] | undefined,
): CfWorker[] {
  const byId = new Map(beta.map(worker => [worker.id, worker]));
  const byName = new Map(beta.map(worker => [worker.name, worker]));
  const byService = new Map<string, CfWorkerDomain[]>();
  for (const domain of domains ?? []) {
    const service = domain.service ?? '';
    byService.set(service, [...(byService.get(service) ?? []), domain]);
  }
  return scripts.map(({ tag, tags, ...script }) => {
    const newer = (tag && byId.get(tag)) || byName.get(script.name);
    return {
      ...script,
      id: tag ?? newer?.id ?? script.name,
      createdAt: script.createdAt ?? newer?.createdAt,
      deployedAt: newer?.deployedAt,
      tags: [...new Set([...tags, ...(newer?.tags ?? [])])],
      workersDevUrl: newer?.workersDevUrl,
      customDomains: domains
        ? byService.get(script.name) ?? []
        : (newer?.domains ?? []).map(domain => ({
            ...domain,
            service: script.name,
          })),
    };
  });
}
