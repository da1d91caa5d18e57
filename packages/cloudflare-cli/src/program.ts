import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { FailureError, UsageError } from './errors';
import { addVerifyCommand } from './evidence/verifyCommand';
import { plain, printError } from './output';
import { addArgumentsCommands } from './provenance/argumentsCommands';
import { addManifestCommand } from './provenance/manifestCommand';

/** Runs the command with its arguments; gives the exit status. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    return await parse(args);
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has printed the help, the version, or what is wrong.
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof UsageError || error instanceof FailureError) {
      printError(`Error: ${plain(error.message)}`);
      return error instanceof UsageError ? 2 : 1;
    }
    throw error;
  }
}

async function parse(args: readonly string[]): Promise<number> {
  let status = 0;
  const program = new Command('cloudflare-backstage')
    .description(
      'Verifies evidence offline, and builds what CI tells Cloudflare and Backstage of a deployment.',
    )
    .version(version)
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('Use --help to see what there is.');

  addVerifyCommand(
    program
      .command('evidence')
      .description('Evidence bundles')
      .helpCommand(false),
    verified => {
      status = verified ? 0 : 1;
    },
  );
  const provenance = program
    .command('provenance')
    .description('What CI tells of a deployment, from its environment')
    .helpCommand(false);
  addArgumentsCommands(provenance);
  addManifestCommand(provenance);

  await program.parseAsync([...args], { from: 'user' });
  return status;
}
