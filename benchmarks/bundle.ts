import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Browser, chromium } from '@playwright/test';
import { findChromium } from '../e2e/findChromium';
import { freePort, serveApp } from './support/appServer';
import { answerTo, WORKER } from './support/measuredAnswers';
import { buildMeasuredApp } from './support/measuredApp';

const FIRST_PAGE = '/';
const ENTITY_PAGE = `/catalog/default/resource/${WORKER.metadata.name}`;
/** Our tabs, and the page of the app that each is opened from. */
const TABS: Record<string, { path: string; from: string }> = {
  overview: { path: '/cloudflare/overview', from: FIRST_PAGE },
  inventory: { path: '/cloudflare/inventory', from: FIRST_PAGE },
  scorecards: { path: '/cloudflare/scorecards', from: FIRST_PAGE },
  deployments: { path: '/cloudflare/deployments', from: FIRST_PAGE },
  zeroTrust: { path: '/cloudflare/zero-trust', from: FIRST_PAGE },
  evidence: { path: '/cloudflare/evidence', from: FIRST_PAGE },
  accounts: { path: '/cloudflare/accounts', from: FIRST_PAGE },
  entity: { path: `${ENTITY_PAGE}/cloudflare`, from: ENTITY_PAGE },
};
const CHART_LIBRARY = 'recharts';
const BYTES_PER_KB = 1024;
/** What is loaded late, such as a chart, comes well within this time. */
const QUIET_MS = 2_000;

/** The scripts and styles that a page loads, by name. */
async function filesOf(
  browser: Browser,
  url: string,
  shown: RegExp,
): Promise<Set<string>> {
  const page = await browser.newPage();
  const files = new Set<string>();
  const failures: string[] = [];
  page.on('request', request => {
    const { pathname } = new URL(request.url());
    if (/\.(js|css)$/.test(pathname)) {
      files.add(pathname);
    }
  });
  page.on('pageerror', error => failures.push(error.message));
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByText(shown).first().waitFor();
  await page.waitForTimeout(QUIET_MS);
  await page.close();
  if (failures.length > 0) {
    throw new Error(`${url} failed: ${failures.join('; ')}`);
  }
  return files;
}

function sizeInKb(dist: string, files: Iterable<string>): number {
  let bytes = 0;
  for (const file of files) {
    bytes += gzipSync(fs.readFileSync(path.join(dist, file))).length;
  }
  return bytes / BYTES_PER_KB;
}

function without(files: Set<string>, others: Set<string>): string[] {
  return [...files].filter(file => !others.has(file));
}

function union(a: Set<string>, b: Set<string>): Set<string> {
  return new Set([...a, ...b]);
}

async function measure(
  dist: string,
  port: number,
  browser: Browser,
  paths: string[],
) {
  const server = await serveApp(dist, port, answerTo);
  try {
    const loaded = [];
    for (const pathname of paths) {
      loaded.push(
        await filesOf(
          browser,
          `${server.url}${pathname}`,
          pathname === FIRST_PAGE ? /Catalog/ : /Cloudflare/,
        ),
      );
    }
    return loaded;
  } finally {
    await server.close();
  }
}

/**
 * What the plugin costs an app, in KB of gzip: before a Cloudflare page is
 * opened (next to the same app without the plugin), for each of its tabs (next
 * to the page of the app that it is opened from), and for the chart library.
 */
export default async function bundle() {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  // Inside of the workspace, so that its packages are found.
  const scratch = fs.mkdtempSync(path.join(__dirname, '.bundle-'));
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const plain = buildMeasuredApp(path.join(scratch, 'plain'), {
      withPlugin: false,
      url,
    });
    const installed = buildMeasuredApp(path.join(scratch, 'installed'), {
      withPlugin: true,
      url,
    });
    const [plainFirst] = await measure(plain, port, browser, [FIRST_PAGE]);
    const [first, entity, ...tabs] = await measure(installed, port, browser, [
      FIRST_PAGE,
      ENTITY_PAGE,
      ...Object.values(TABS).map(({ path: tab }) => tab),
    ]);
    const isOfChart = (file: string) =>
      fs
        .readFileSync(path.join(installed, file), 'utf8')
        .includes(CHART_LIBRARY);
    const added = Object.values(TABS).map(({ from }, i) =>
      without(tabs[i], from === ENTITY_PAGE ? union(first, entity) : first),
    );
    const chartFiles = new Set(added.flat().filter(isOfChart));
    const tabKb = Object.fromEntries(
      Object.keys(TABS).map((name, i) => [
        name,
        sizeInKb(
          installed,
          added[i].filter(file => !chartFiles.has(file)),
        ),
      ]),
    );
    if (chartFiles.size === 0) {
      throw new Error('No page loaded the chart library');
    }
    return {
      figures: {
        firstLoadKb: {
          value: sizeInKb(installed, first) - sizeInKb(plain, plainFirst),
          target: 15,
          better: 'lower',
        },
        tabKb: {
          value: Math.max(...Object.values(tabKb)),
          target: 80,
          better: 'lower',
        },
        chartKb: {
          value: sizeInKb(installed, chartFiles),
          target: 120,
          better: 'lower',
        },
      },
      detail: {
        appKb: sizeInKb(plain, plainFirst),
        tabKb,
        chartFiles: chartFiles.size,
        tabsWithChart: Object.keys(TABS).filter((_, i) =>
          added[i].some(file => chartFiles.has(file)),
        ),
      },
    };
  } finally {
    await browser.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}
