import { ProductionDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../routing/cursor';
import { provenanceState } from './provenanceSummary';

/** In which order production deployments are listed. */
export const deploymentOrder = z.enum(['newest', 'exceptions'], {
  error: `expected 'newest' or 'exceptions'`,
});
type DeploymentOrder = z.output<typeof deploymentOrder>;

const exception = z.enum([...provenanceState.options, 'no-audit-event']);
type Exception = z.output<typeof exception>;

/** What needs someone's attention first. */
const EXCEPTIONS_FIRST: Exception[] = [
  'conflict',
  'none',
  'partial',
  'unknown',
  'no-audit-event',
  'complete',
];

const positionSchema = z.object({
  order: deploymentOrder,
  state: exception,
  deployedAt: z.string(),
  ref: z.string(),
});
type Position = z.infer<typeof positionSchema>;

/**
 * Cuts a page out of production deployments, in an order.
 *
 * @throws InputError for a cursor that is not of this order
 */
export function pageOf(
  deployments: readonly ProductionDeployment[],
  query: { order: DeploymentOrder; cursor?: string; limit: number },
): { data: ProductionDeployment[]; nextCursor?: string } {
  const { order, cursor, limit } = query;
  const after = decodeCursor(
    cursor,
    positionSchema.extend({ order: z.literal(order) }),
  );
  const rest = deployments
    .map(item => ({ item, position: positionOf(item, order) }))
    .filter(({ position }) => !after || compare(position, after) > 0)
    .sort((a, b) => compare(a.position, b.position));
  const page = rest.slice(0, limit);
  return {
    data: page.map(({ item }) => item),
    nextCursor:
      rest.length > page.length
        ? encodeCursor(page[page.length - 1].position)
        : undefined,
  };
}

function positionOf(
  { provenance, auditEvents, deployedAt, entityRef }: ProductionDeployment,
  order: DeploymentOrder,
): Position {
  return {
    order,
    // Where events are not known, nothing is wrong yet.
    state:
      provenance.state === 'complete' && auditEvents.state === 'none'
        ? 'no-audit-event'
        : provenance.state,
    deployedAt: deployedAt ?? '',
    ref: entityRef,
  };
}

/** Last deployed first, and what is not read yet at the end. */
function compare(a: Position, b: Position): number {
  if (a.order === 'exceptions' && a.state !== b.state) {
    return (
      EXCEPTIONS_FIRST.indexOf(a.state) - EXCEPTIONS_FIRST.indexOf(b.state)
    );
  }
  if (a.deployedAt !== b.deployedAt) {
    return a.deployedAt > b.deployedAt ? -1 : 1;
  }
  if (a.ref === b.ref) {
    return 0;
  }
  return a.ref < b.ref ? -1 : 1;
}
