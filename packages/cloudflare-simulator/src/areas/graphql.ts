import {
  type FieldNode,
  GraphQLError,
  Kind,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { AnalyticsPlan } from '../account/AnalyticsPlan';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import type { Route } from '../http/Route';
import { datasets } from './graphqlDatasets';
import { type Dataset, fieldsOfDataset, rowsOfDataset } from './graphqlRows';
import { QueryFailure, unknownField } from './QueryFailure';
import { maxDurationSeconds, notOlderThanSeconds, windowOf } from './rowFilter';

type Variables = Record<string, unknown>;

function fieldsOf(set: SelectionSetNode | undefined): FieldNode[] {
  return (set?.selections ?? []).filter(node => node.kind === Kind.FIELD);
}

function argumentsOf(field: FieldNode, variables: Variables): Variables {
  return Object.fromEntries(
    (field.arguments ?? []).map(({ name, value }) => [
      name.value,
      valueFromASTUntyped(value, variables),
    ]),
  );
}

const keyOf = ({ alias, name }: FieldNode) => (alias ?? name).value;

/** What was selected of a value. */
function selected(value: unknown, field: FieldNode): unknown {
  const fields = fieldsOf(field.selectionSet);
  if (fields.length === 0) return value;
  return Object.fromEntries(
    fields.map(child => {
      const name = child.name.value;
      const source = Object(value) as Record<string, unknown>;
      if (!Object.hasOwn(source, name)) throw unknownField(name);
      return [keyOf(child), selected(source[name], child)];
    }),
  );
}

/** Unknown fields are refused also where there are no rows. */
function checkFields(field: FieldNode, dataset: Dataset): void {
  const known = fieldsOfDataset(dataset);
  for (const part of fieldsOf(field.selectionSet)) {
    const figures = known[part.name.value];
    if (!figures) throw unknownField(part.name.value);
    for (const figure of fieldsOf(part.selectionSet)) {
      const name = figure.name.value;
      if (!figures.includes(name)) throw unknownField(name);
      const [below] = fieldsOf(figure.selectionSet);
      if (below) throw unknownField(below.name.value);
    }
  }
}

function datasetSettings(field: FieldNode, account: SimulatedAccount): unknown {
  return Object.fromEntries(
    fieldsOf(field.selectionSet).map(node => {
      const name = node.name.value;
      const isIncluded = account.analyticsPlan.includes(name);
      if (isIncluded && !datasets.has(name)) throw unknownField(name);
      const settings = {
        enabled: isIncluded,
        maxDuration: maxDurationSeconds,
        notOlderThan: notOlderThanSeconds,
        maxPageSize: 10_000,
        maxNumberOfFields: 30,
      };
      return [keyOf(node), selected(settings, node)];
    }),
  );
}

function rowsOf(
  field: FieldNode,
  account: SimulatedAccount,
  variables: Variables,
): unknown {
  const name = field.name.value;
  if (name === 'settings') return datasetSettings(field, account);
  if (!account.analyticsPlan.includes(name)) {
    throw new QueryFailure(
      `cannot access the path: accounts.${name}: does not have access to the path`,
      'authz',
    );
  }
  const dataset = datasets.get(name);
  if (!dataset) throw unknownField(name);
  checkFields(field, dataset);
  const { limit, filter = {}, orderBy = [] } = argumentsOf(field, variables);
  if (typeof limit !== 'number' || limit < 1 || limit > 10_000) {
    throw new QueryFailure('limit must be between 1 and 10000');
  }
  const dimensions = fieldsOf(field.selectionSet)
    .filter(({ name: child }) => child.value === 'dimensions')
    .flatMap(node => fieldsOf(node.selectionSet))
    .map(node => node.name.value);
  const conditions = filter as Variables;
  return rowsOfDataset(dataset, account, {
    filter: conditions,
    window: windowOf(conditions, account.clock.now()),
    dimensions: [...new Set(dimensions)],
    orderBy: [orderBy].flat() as string[],
    limit,
  }).map(row => selected(row, field));
}

function locatedRowsOf(
  field: FieldNode,
  account: SimulatedAccount,
  variables: Variables,
): unknown {
  try {
    return rowsOf(field, account, variables);
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    throw error.at('viewer', 'accounts', '0', field.name.value);
  }
}

/** Refused before anything is read; the same query never passes. */
function checkComplexity(fields: FieldNode[], { maxNodes }: AnalyticsPlan) {
  const nodes = fields.filter(({ name }) => name.value !== 'settings').length;
  if (nodes <= maxNodes) return;
  throw new QueryFailure(
    `query has too many nodes: ${nodes}, where ${maxNodes} are allowed; split it`,
    'budget',
    429,
  );
}

function accountsOf(
  field: FieldNode,
  account: SimulatedAccount,
  variables: Variables,
): unknown[] {
  const { filter } = argumentsOf(field, variables) as {
    filter?: { accountTag?: unknown };
  };
  if (typeof filter?.accountTag !== 'string') {
    throw new QueryFailure('a query must name exactly one account').at(
      'viewer',
      'accounts',
    );
  }
  const nodes = fieldsOf(field.selectionSet);
  checkComplexity(nodes, account.analyticsPlan);
  if (filter.accountTag !== account.id) return [];
  return [
    Object.fromEntries(
      nodes.map(node => [keyOf(node), locatedRowsOf(node, account, variables)]),
    ),
  ];
}

function execute(body: unknown, account: SimulatedAccount): object {
  const { query, variables } = (body ?? {}) as {
    query?: unknown;
    variables?: Variables;
  };
  const document = parse(String(query ?? ''));
  const operation = document.definitions.find(
    definition => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const viewer = fieldsOf(operation?.selectionSet).find(
    ({ name }) => name.value === 'viewer',
  );
  if (!viewer) throw unknownField('viewer');
  const accounts = fieldsOf(viewer.selectionSet).map(field => {
    if (field.name.value !== 'accounts') {
      throw unknownField(field.name.value).at('viewer');
    }
    return [keyOf(field), accountsOf(field, account, variables ?? {})];
  });
  return { viewer: Object.fromEntries(accounts) };
}

export const graphqlRoutes: Route[] = [
  {
    path: '/graphql',
    method: 'POST',
    quota: 'graphql',
    permissions: ['Account Analytics Read'],
    answer: ({ body }, account) => {
      try {
        return {
          status: 200,
          body: { data: execute(body, account), errors: null },
        };
      } catch (error) {
        if (!(error instanceof QueryFailure || error instanceof GraphQLError)) {
          throw error;
        }
        const failure = error as Partial<QueryFailure>;
        const { path = [], code = 'parse', status = 200 } = failure;
        const { message } = error;
        const extensions = {
          code,
          timestamp: account.clock.now().toISOString(),
        };
        return {
          status,
          body: { data: null, errors: [{ message, path, extensions }] },
        };
      }
    },
  },
];
