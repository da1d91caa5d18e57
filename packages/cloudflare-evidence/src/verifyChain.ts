import { describeFile } from './bundleFiles';
import { readManifest } from './canonicalFile';
import { Checks } from './checks';
import { NO_PREVIOUS_MANIFEST } from './sealBundle';
import {
  EvidenceManifest,
  IncrementalSha256,
  VerificationReport,
} from './types';

/**
 * A manifest of a chain.
 *
 * @public
 */
export interface ChainLink {
  /** The bytes of `manifest.json`. */
  manifest: Uint8Array;
  /** What to call it in the report, such as the name of its file. */
  about?: string;
}

/**
 * The head of a stream, as it was noted somewhere else.
 *
 * @public
 */
export interface EvidenceHead {
  /** Needed where the bundles are of several streams. */
  stream?: string;
  seq: number;
  /** SHA-256 of the `manifest.json`. */
  sha256: string;
}

/**
 * What a verification of chains is made with.
 *
 * @public
 */
export interface VerifyChainOptions {
  sha256: () => IncrementalSha256;
  /** What is known of the streams from somewhere else. */
  head?: EvidenceHead | readonly EvidenceHead[];
}

interface Link {
  manifest: EvidenceManifest;
  sha256: string;
  about: string;
}

/**
 * Verifies that bundles follow one another without a hole: finds those that
 * were dropped, swapped, repeated or forked, in whatever order they are given.
 * Only a head that was noted somewhere else shows that none is missing at the
 * end, and that the whole chain was not written anew.
 *
 * @public
 */
export function verifyChain(
  links: readonly ChainLink[],
  options: VerifyChainOptions,
): VerificationReport {
  const checks = new Checks();
  const heads = [options.head ?? []].flat();
  const streams = new Map<string, Link[]>();
  links.forEach((link, index) => {
    const about = link.about ?? `manifest ${index + 1}`;
    const manifest = checks.try('chain', about, () =>
      readManifest(link.manifest),
    );
    if (manifest) {
      const { sha256 } = describeFile(about, link.manifest, options.sha256);
      const { stream } = manifest;
      streams.set(stream, [
        ...(streams.get(stream) ?? []),
        { manifest, sha256, about },
      ]);
    }
  });

  for (const [stream, ofStream] of streams) {
    const inOrder = ofStream.sort((a, b) => a.manifest.seq - b.manifest.seq);
    verifyStart(checks, stream, inOrder[0], heads);
    verifySteps(checks, stream, inOrder);
  }
  verifyHeads(checks, streams, heads);
  return checks.report();
}

function isOf(head: EvidenceHead, stream: string): boolean {
  return head.stream === undefined || head.stream === stream;
}

/** A chain may begin later: retention takes the oldest bundles. */
function verifyStart(
  checks: Checks,
  stream: string,
  { manifest, about }: Link,
  heads: readonly EvidenceHead[],
): void {
  const { prev, seq } = manifest;
  const isFirst = prev === NO_PREVIOUS_MANIFEST;
  if (isFirst !== (seq === 0)) {
    checks.fail(
      'chain',
      about,
      seq === 0
        ? `Bundle 0 of ${stream} names one before it.`
        : `Bundle ${seq} of ${stream} names none before it.`,
    );
  } else if (
    seq > 0 &&
    !heads.some(head => isOf(head, stream) && head.seq === seq - 1)
  ) {
    checks.unchecked(
      'chain',
      stream,
      `It begins with bundle ${seq}: the ones before were removed, or are not here.`,
    );
  }
}

function verifySteps(
  checks: Checks,
  stream: string,
  inOrder: readonly Link[],
): void {
  const faults = inOrder
    .slice(1)
    .map((link, index) => faultOfStep(inOrder[index], link));
  faults.forEach((found, index) => {
    if (found) {
      checks.fail('chain', inOrder[index + 1].about, `${stream}: ${found}`);
    }
  });
  const [first, last] = [inOrder[0], inOrder[inOrder.length - 1]];
  if (!faults.some(Boolean)) {
    checks.pass(
      'chain',
      stream,
      first === last
        ? `There is bundle ${first.manifest.seq} alone.`
        : `Bundles ${first.manifest.seq} to ${last.manifest.seq} follow one another without a hole.`,
    );
  }
  inOrder.slice(1).forEach(({ manifest, about }, index) => {
    const before = inOrder[index].manifest;
    // Fractions are written as long as they need be, so texts do not compare.
    if (Date.parse(manifest.collectedAt) < Date.parse(before.collectedAt)) {
      checks.unchecked(
        'chain',
        about,
        `The clock went backwards: bundle ${manifest.seq} says ${manifest.collectedAt}, and bundle ${before.seq} before it says ${before.collectedAt}.`,
      );
    }
  });
}

function faultOfStep(before: Link, link: Link): string | undefined {
  const [last, { prev, seq }] = [before.manifest.seq, link.manifest];
  if (seq === last) {
    return before.sha256 === link.sha256
      ? `bundle ${seq} is there twice (${before.about}).`
      : `it forks: there are two bundles ${seq} (${before.about}).`;
  }
  if (seq > last + 1) {
    return seq === last + 2
      ? `bundle ${last + 1} is missing.`
      : `bundles ${last + 1} to ${seq - 1} are missing.`;
  }
  return prev === before.sha256
    ? undefined
    : `bundle ${seq} follows another bundle ${last} than the one here: one of them was changed or swapped.`;
}

function verifyHeads(
  checks: Checks,
  streams: ReadonlyMap<string, readonly Link[]>,
  heads: readonly EvidenceHead[],
): void {
  for (const head of heads) {
    const name = head.stream ?? [...streams.keys()][0];
    const links = streams.get(name);
    if (head.stream === undefined && streams.size > 1) {
      checks.fail(
        'chain',
        'head',
        'The bundles are of several streams: say which one the expected head is of.',
      );
    } else if (!links) {
      checks.fail(
        'chain',
        name ?? 'head',
        `Bundle ${head.seq} is expected, and there is no bundle of this stream.`,
      );
    } else {
      verifyHead(checks, name, links, head);
    }
  }
  for (const [stream, links] of streams) {
    const { seq } = links[links.length - 1].manifest;
    // One that was noted earlier says nothing of what came after.
    if (!heads.some(head => isOf(head, stream) && head.seq >= seq)) {
      checks.unchecked(
        'chain',
        stream,
        `Whether a bundle after ${seq} is missing cannot be told without a copy of the head that was kept elsewhere.`,
      );
    }
  }
}

function verifyHead(
  checks: Checks,
  stream: string,
  links: readonly Link[],
  { seq, sha256 }: EvidenceHead,
): void {
  const first = links[0].manifest;
  const last = links[links.length - 1].manifest;
  const there = links.filter(({ manifest }) => manifest.seq === seq);
  // The next one names it, where it was removed itself.
  const found =
    first.seq === seq + 1 ? [first.prev] : there.map(link => link.sha256);
  if (found.length > 0 && found.every(digest => digest === sha256)) {
    checks.pass('chain', stream, `Bundle ${seq} is the one that is expected.`);
  } else if (found.length > 0) {
    checks.fail(
      'chain',
      stream,
      `Bundle ${seq} is not the one that is expected (SHA-256 ${sha256}): the chain was written anew, or forks.`,
    );
  } else if (seq > last.seq) {
    checks.fail(
      'chain',
      stream,
      `It ends with bundle ${last.seq}, and bundle ${seq} is expected: the newest ones are missing.`,
    );
  } else {
    checks.unchecked(
      'chain',
      stream,
      `Bundle ${seq} is expected, and is not here to compare.`,
    );
  }
}
