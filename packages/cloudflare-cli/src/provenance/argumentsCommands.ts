import {
  pagesArguments,
  ProvenanceInputError,
  wranglerArguments,
} from '@cloudflare-backstage/cloudflare-provenance';
import { Command, Option } from 'commander';
import { UsageError } from '../errors';
import { print, printError } from '../output';
import {
  addFieldOptions,
  flagOf,
  KnownProvenance,
  readProvenance,
} from './fieldOptions';
import { Format, FORMATS, formatArguments } from './formats';

interface GivenOptions extends Record<string, string | undefined> {
  format: Format;
  subject?: string;
  branch?: string;
  commitDirty?: 'true' | 'false';
}

/** Adds `wrangler-args` and `pages-args`. */
export function addArgumentsCommands(parent: Command): void {
  addCommand(
    parent,
    'wrangler-args',
    'Arguments for `wrangler deploy` and `wrangler versions upload`',
  ).action((options: GivenOptions) => {
    printArguments('wrangler-args', options, ({ fields, subject }) =>
      wranglerArguments(fields, { subject }),
    );
  });

  addCommand(parent, 'pages-args', 'Arguments for `wrangler pages deploy`')
    .option('--branch <name>', 'branch of Pages to deploy to')
    .addOption(
      new Option(
        '--commit-dirty <yes>',
        'whether there are changes that are not in the commit; wrangler finds out by itself',
      ).choices(['true', 'false']),
    )
    .action((options: GivenOptions) => {
      printArguments('pages-args', options, ({ ci, fields, subject }) =>
        pagesArguments(fields, {
          subject,
          branch: options.branch || options.ref || ci?.branch,
          commitDirty: options.commitDirty && options.commitDirty === 'true',
        }),
      );
    });
}

function addCommand(
  parent: Command,
  name: string,
  description: string,
): Command {
  return addFieldOptions(parent.command(name).description(description))
    .option('--subject <text>', 'what people read first')
    .addOption(
      new Option('--format <format>', 'how to print them')
        .choices(FORMATS)
        .default('shell'),
    );
}

function printArguments(
  name: string,
  options: GivenOptions,
  argumentsOf: (known: KnownProvenance) => string[],
): void {
  const known = readProvenance(options);
  requireRun(known);
  let args: string[];
  try {
    args = argumentsOf(known);
  } catch (error) {
    throw toUsageError(error);
  }
  print(formatArguments(args, options.format, name));
}

/** Without the CI run a deployment is proven in part only, and nobody notices. */
function requireRun({ ci, fields }: KnownProvenance): void {
  if (ci?.system === 'workers-builds') {
    printError(
      'Note: Workers Builds tells Backstage commit and run by itself, through `buildsToken`. There is nothing that has to be passed to wrangler.',
    );
  } else if (!fields.ciRunUrl) {
    throw new UsageError(
      ci
        ? 'The environment of CI does not tell an https address of the run. Pass --run-url.'
        : 'This is not GitHub Actions, GitLab CI, CircleCI, Buildkite or Workers Builds. Pass --commit and --run-url.',
    );
  }
}

/** Says which option gives what is missing or wrong. */
export function toUsageError(error: unknown): unknown {
  return error instanceof ProvenanceInputError
    ? new UsageError(`${error.message} Pass ${flagOf(error.field)}.`)
    : error;
}
