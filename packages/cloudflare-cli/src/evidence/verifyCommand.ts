import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EvidenceHead } from '@cloudflare-backstage/cloudflare-evidence';
import { Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../errors';
import { print } from '../output';
import { outcomeText } from './outcomeText';
import { readBundles } from './readBundles';
import { verifyBundles } from './verifyBundles';

interface GivenOptions {
  key?: string;
  head: EvidenceHead[];
  json?: boolean;
}

/** Adds `verify`; `report` is told whether all was verified. */
export function addVerifyCommand(
  parent: Command,
  report: (verified: boolean) => void,
): void {
  parent
    .command('verify')
    .description(
      'Verifies files, chain and signature, without network. The exit status is 0 when all is verified, 1 when something failed, 2 when the command was used in a wrong way.',
    )
    .argument(
      '<path...>',
      'tar files, JSON documents, folders with the files of a bundle, folders of bundles',
    )
    .option(
      '--key <pub.pem>',
      'public key that has to have signed; without it signatures are not checked',
    )
    .option<EvidenceHead[]>(
      '--head <stream@seq:sha256>',
      'a bundle that has to be in the chain, as noted elsewhere; may be given several times',
      (text, heads) => [...heads, readHead(text)],
      [],
    )
    .option('--json', 'print the outcome as JSON')
    .action(async (paths: string[], options: GivenOptions) => {
      const publicKey = options.key ? readKey(options.key) : undefined;
      const found = paths.map(readBundles);
      const outcome = await verifyBundles(
        {
          bundles: found.flatMap(({ bundles }) => bundles),
          others: found.flatMap(({ others }) => others),
        },
        { publicKey, heads: options.head },
      );
      if (options.json) {
        print(JSON.stringify(outcome, undefined, 2));
      } else {
        outcomeText(outcome).forEach(print);
      }
      report(outcome.ok);
    });
}

function readHead(text: string): EvidenceHead {
  // A stream's subject may hold an `@`.
  const match = /^(.+)@(\d{1,15}):([0-9a-f]{64})$/i.exec(text);
  if (!match) {
    throw new InvalidArgumentError(
      'It has to be <stream>@<seq>:<SHA-256 of its manifest.json>.',
    );
  }
  const [, stream, seq, sha256] = match;
  return { stream, seq: Number(seq), sha256: sha256.toLowerCase() };
}

function readKey(file: string): string {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The key ${file} cannot be read.`);
  }
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') {
      return key.export({ type: 'spki', format: 'pem' }) as string;
    }
  } catch {
    // Said below.
  }
  throw new UsageError(
    `${file} is no public key of the curve P-256 in PEM form.`,
  );
}
