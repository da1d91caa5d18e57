import {
  CiEnvironment,
  cleanProvenanceFields,
  ProvenanceFields,
  readCiEnvironment,
} from '@cloudflare-backstage/cloudflare-provenance';
import { Command } from 'commander';
import { UsageError } from '../errors';
import { plain, printError } from '../output';
import { checkedOutCommit, subjectOf } from './git';

/** The options that stand in for what CI tells. */
const OPTIONS: Record<
  keyof ProvenanceFields,
  { flag: string; value: string; description: string; form: string }
> = {
  commitSha: {
    flag: '--commit',
    value: 'sha',
    description: 'full SHA of the commit',
    form: '40 or 64 hexadecimal digits',
  },
  ciRunUrl: {
    flag: '--run-url',
    value: 'url',
    description: 'page of the CI run',
    form: 'an https URL without user info',
  },
  repositoryUrl: {
    flag: '--repository-url',
    value: 'url',
    description: 'page of the repository',
    form: 'an https URL without user info',
  },
  ref: {
    flag: '--ref',
    value: 'name',
    description: 'branch or tag',
    form: 'a name without spaces',
  },
  pullRequest: {
    flag: '--pull-request',
    value: 'number',
    description: 'number or page of the pull request',
    form: 'a number, or an https URL without user info',
  },
  actor: {
    flag: '--actor',
    value: 'login',
    description: 'who started the run',
    form: 'a login; e-mail addresses are not passed on',
  },
  attempt: {
    flag: '--attempt',
    value: 'number',
    description: 'attempt at the run',
    form: 'a number',
  },
};

/** Options as commander gives them. An empty one is as if it was not given. */
type Given = Record<string, string | undefined>;

/** What is known of the run, from the options before the environment. */
export interface KnownProvenance {
  ci?: CiEnvironment;
  fields: ProvenanceFields;
  /** For people; may be missing. */
  subject?: string;
}

/** Adds the options that stand in for what CI tells. */
export function addFieldOptions(command: Command): Command {
  for (const { flag, value, description } of Object.values(OPTIONS)) {
    command.option(`${flag} <${value}>`, `${description}, in place of CI's`);
  }
  return command;
}

/** The flag that gives a field, to tell people what to set. */
export function flagOf(field: string): string {
  return Object.hasOwn(OPTIONS, field)
    ? OPTIONS[field as keyof ProvenanceFields].flag
    : `--${field.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

/** Reads the environment and the options. */
export function readProvenance(options: Given): KnownProvenance {
  const ci = readCiEnvironment(process.env);
  const given = readOptions(options);
  const fields = { ...ci?.fields, ...given };
  if (ci?.fields.commitSha && !given.commitSha) {
    warnOfOtherCheckout(ci.fields.commitSha);
  }
  const subject =
    options.subject ||
    ci?.subject ||
    (fields.commitSha && subjectOf(fields.commitSha));
  return { ci, fields, ...(subject && { subject }) };
}

function readOptions(options: Given): ProvenanceFields {
  const given: ProvenanceFields = {};
  for (const [name, { flag, form }] of Object.entries(OPTIONS)) {
    const field = name as keyof ProvenanceFields;
    // `--run-url` is `runUrl` to commander.
    const key = flag
      .slice(2)
      .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const value = options[key];
    if (value) {
      const clean = cleanProvenanceFields({ [field]: value })[field];
      if (!clean) {
        throw new UsageError(`${flag} has to be ${form}.`);
      }
      given[field] = clean;
    }
  }
  return given;
}

/**
 * A job can check out another commit than the one that it runs for. Only the
 * job knows which one it deploys.
 */
function warnOfOtherCheckout(commitSha: string): void {
  const checkedOut = checkedOutCommit();
  if (checkedOut && checkedOut !== commitSha) {
    printError(
      plain(
        `Warning: CI runs for the commit ${commitSha}, but ${checkedOut} is checked out here. If that is what you deploy, pass --commit ${checkedOut}.`,
      ),
    );
  }
}
