import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { examplesWrittenAt } from '@cloudflare-backstage/cloudflare-simulator';

const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/g;

/**
 * The exemptions with their times as far from now as they were from when the
 * examples were written: otherwise all would have expired some day.
 */
export function exemptionsFrom(text: string, now: Date): string {
  const shift = now.getTime() - examplesWrittenAt.getTime();
  return text.replace(TIME, time =>
    new Date(Date.parse(time) + shift).toISOString(),
  );
}

/** Writes the exemptions of the demo for as long as it runs. */
export function writeDemoExemptions(file: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloudflare-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const written = path.join(folder, path.basename(file));
  writeFileSync(
    written,
    exemptionsFrom(readFileSync(file, 'utf8'), new Date()),
  );
  return written;
}
