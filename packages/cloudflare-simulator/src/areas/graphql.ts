import {
  type FieldNode,
  GraphQLError,
  Kind,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import type { Route } from '../http/Route';
import { datasets, refusedDatasets } from './graphqlDatasets';

type Variables = Record<string, unknown>;

/** Fails the whole query, as one bad node does. */
class QueryFailure extends Error {
  readonly path: readonly (string | number)[];
  readonly code: string;

  constructor(message: string, path: (string | number)[], code: string) {
    super(message);
    this.path = path;
    this.code = code;
  }
}

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
      if (!Object.hasOwn(source, name)) {
        throw new QueryFailure(`unknown field "${name}"`, [name], 'parse');
      }
      return [keyOf(child), selected(source[name], child)];
    }),
  );
}

function datasetSettings(field: FieldNode): unknown {
  return Object.fromEntries(
    fieldsOf(field.selectionSet).map(node => {
      const settings = {
        enabled: !refusedDatasets.includes(node.name.value),
        maxDuration: 2_764_800,
        notOlderThan: 8_035_200,
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
  if (name === 'settings') return datasetSettings(field);
  const path = ['viewer', 'accounts', '0', name];
  if (refusedDatasets.includes(name)) {
    const place = `accounts.${name}`;
    throw new QueryFailure(
      `cannot access the path: ${place}: does not have access to the path`,
      path,
      'authz',
    );
  }
  const dataset = datasets[name];
  if (!dataset) {
    throw new QueryFailure(`unknown field "${name}"`, path, 'parse');
  }
  const { limit, filter = {} } = argumentsOf(field, variables);
  if (typeof limit !== 'number' || limit < 1 || limit > 10_000) {
    throw new QueryFailure('limit must be between 1 and 10000', path, 'parse');
  }
  const dimensions = fieldsOf(field.selectionSet)
    .filter(({ name: child }) => child.value === 'dimensions')
    .flatMap(node => fieldsOf(node.selectionSet))
    .map(node => node.name.value);
  return dataset(account, { filter: filter as Variables, dimensions })
    .slice(0, limit)
    .map(row => selected(row, field));
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
    throw new QueryFailure(
      'a query must name exactly one account',
      ['viewer', 'accounts'],
      'parse',
    );
  }
  if (filter.accountTag !== account.id) return [];
  return [
    Object.fromEntries(
      fieldsOf(field.selectionSet).map(node => [
        keyOf(node),
        rowsOf(node, account, variables),
      ]),
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
  if (!viewer) throw new QueryFailure('unknown field', [], 'parse');
  const accounts = fieldsOf(viewer.selectionSet).map(field => {
    if (field.name.value !== 'accounts') {
      const name = field.name.value;
      throw new QueryFailure(`unknown field "${name}"`, ['viewer'], 'parse');
    }
    return [keyOf(field), accountsOf(field, account, variables ?? {})];
  });
  return { viewer: Object.fromEntries(accounts) };
}

export const graphqlRoutes: Route[] = [
  {
    path: '/graphql',
    method: 'POST',
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
        const { path = [], code = 'parse' } = error as Partial<QueryFailure>;
        const { message } = error;
        const extensions = {
          code,
          timestamp: account.clock.now().toISOString(),
        };
        return {
          status: 200,
          body: { data: null, errors: [{ message, path, extensions }] },
        };
      }
    },
  },
];
