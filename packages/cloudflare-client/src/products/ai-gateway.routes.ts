import { z } from 'zod';
import { maybe } from '../parsing';
import type { CfAiGatewayModel, CfAiGatewayRoute } from './ai-gateway.types';

const elementSchema = z.object({
  id: z.string(),
  type: z.string(),
  properties: maybe(
    z.object({ provider: maybe(z.string()), model: maybe(z.string()) }),
  ),
  outputs: maybe(
    z.record(z.string(), z.object({ elementId: maybe(z.string()) }).nullish()),
  ),
});

type Element = z.infer<typeof elementSchema>;

/** Where an element leads to that goes on when its own attempt did not succeed. */
const FALLING_BACK = ['model', 'rate'];

/** Whether a model can be reached; elements may lead back to earlier ones. */
function leadsToModel(
  elements: ReadonlyMap<string, Element>,
  from: Element,
  start: string,
): boolean {
  const seen = new Set([from.id]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const element = elements.get(id);
    if (!element || seen.has(id)) {
      continue;
    }
    if (element.type === 'model') {
      return true;
    }
    seen.add(id);
    for (const output of Object.values(element.outputs ?? {})) {
      if (output?.elementId !== undefined) {
        open.push(output.elementId);
      }
    }
  }
  return false;
}

function fallsBack(elements: readonly Element[]): boolean {
  const byId = new Map(elements.map(element => [element.id, element]));
  return elements.some(element => {
    const next = element.outputs?.fallback?.elementId;
    return (
      FALLING_BACK.includes(element.type) &&
      next !== undefined &&
      leadsToModel(byId, element, next)
    );
  });
}

function modelsOf(elements: readonly Element[]): CfAiGatewayModel[] {
  return elements.flatMap(({ type, properties }) =>
    type === 'model' && properties?.provider !== undefined
      ? [{ provider: properties.provider, model: properties.model ?? '' }]
      : [],
  );
}

export const routeSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    modified_at: maybe(z.string()),
    version: maybe(
      z.object({
        // The text `true` or `false`.
        active: maybe(z.union([z.string(), z.boolean()])),
        elements: maybe(z.array(elementSchema)),
      }),
    ),
    // Lists have them here, and single routes in their version.
    elements: maybe(z.array(elementSchema)),
  })
  .transform((raw): CfAiGatewayRoute => {
    const elements = raw.elements ?? raw.version?.elements;
    const active = String(raw.version?.active);
    return {
      id: raw.id,
      name: raw.name,
      modifiedAt: raw.modified_at,
      active: ['true', 'false'].includes(active)
        ? active === 'true'
        : undefined,
      models: elements && modelsOf(elements),
      fallback: elements && fallsBack(elements),
    };
  });
