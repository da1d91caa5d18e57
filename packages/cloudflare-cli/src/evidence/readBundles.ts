import { Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  bundleFileNames,
  EvidenceFiles,
  isEvidenceDocument,
  readEvidence,
} from '@cloudflare-backstage/cloudflare-evidence';
import { UsageError } from '../errors';

/** A bundle, or why it could not be read. */
export interface ReadBundle {
  path: string;
  /** Absent when it could not be read. */
  files?: EvidenceFiles;
  /** The files are those of a JSON document. */
  document: boolean;
  problem?: string;
}

/** What was found at a path. */
export interface FoundBundles {
  bundles: ReadBundle[];
  /** What is in a folder of bundles and is none. */
  others: string[];
}

const MANIFEST = 'manifest.json';

/** Reads the bundle at a path, or the bundles in the folder there. */
export function readBundles(given: string): FoundBundles {
  const stats = statSync(given, { throwIfNoEntry: false });
  if (!stats) {
    throw new UsageError(`There is nothing at ${given}.`);
  }
  if (!stats.isDirectory()) {
    return { bundles: [readFile(given)], others: [] };
  }
  const entries = readFolder(given);
  if (entries.some(({ name }) => name === MANIFEST)) {
    return { bundles: [readDirectory(given, entries)], others: [] };
  }
  const found: FoundBundles = { bundles: [], others: [] };
  for (const entry of entries) {
    const below = path.join(given, entry.name);
    const inside = entry.isDirectory() ? readFolder(below) : [];
    if (inside.some(({ name }) => name === MANIFEST)) {
      found.bundles.push(readDirectory(below, inside));
    } else if (!entry.isDirectory() && /\.(tar|json)$/i.test(entry.name)) {
      found.bundles.push(readFile(below));
    } else {
      found.others.push(below);
    }
  }
  if (found.bundles.length === 0) {
    throw new UsageError(
      `There is no bundle in ${given}: no tar, no JSON document, no folder with a ${MANIFEST}.`,
    );
  }
  return found;
}

function readFolder(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function readFile(file: string): ReadBundle {
  return attempt(file, () => {
    const bytes = readFileSync(file);
    return {
      path: file,
      files: readEvidence(bytes),
      document: isEvidenceDocument(bytes),
    };
  });
}

/** The files of the bundle; what else lies there is none of its business. */
function readDirectory(folder: string, entries: Dirent[]): ReadBundle {
  return attempt(folder, () => {
    const names = new Set(entries.map(({ name }) => name));
    const files: EvidenceFiles = new Map();
    for (const name of bundleFileNames.filter(one => names.has(one))) {
      files.set(name, readFileSync(path.join(folder, name)));
    }
    return { path: folder, files, document: false };
  });
}

function attempt(about: string, read: () => ReadBundle): ReadBundle {
  try {
    return read();
  } catch (error) {
    return {
      path: about,
      document: false,
      problem: (error as Error).message,
    };
  }
}
