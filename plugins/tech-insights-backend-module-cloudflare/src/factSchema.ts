import { FactRetriever } from '@backstage-community/plugin-tech-insights-node';
import {
  FactDefinition,
  Scorecard,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { factNameOf, stateFactOf } from './names';

const TYPES = {
  boolean: 'boolean',
  integer: 'integer',
  number: 'float',
  string: 'string',
  time: 'datetime',
  strings: 'set',
} as const satisfies Record<FactDefinition['type'], string>;

/** As Tech Insights stores it. */
export type FactSchema = FactRetriever['schema'];

/** What the facts of a scorecard look like: the states and values of its checks. */
export function factSchemaOf(scorecard: Scorecard): FactSchema {
  const schema: FactSchema = {};
  for (const check of Object.values(scorecard.checks)) {
    schema[stateFactOf(check)] = {
      type: 'string',
      description: `State of the check "${check.title}"`,
    };
    for (const [name, { type, title, unit }] of Object.entries(check.facts)) {
      schema[factNameOf(check, name)] = {
        type: TYPES[type],
        description: unit ? `${title} (${unit})` : title,
      };
    }
  }
  return schema;
}
