import { Page, Request, test as base } from '@playwright/test';
import {
  Demo,
  DemoGroup,
  demosOfEnvironment,
  demoUsers,
  SIGNED_IN_AS,
} from './demo';
import { Simulator } from './simulator';

/** Between a reading and one that follows from it, less time passes. */
const QUIET_MS = 300;

interface Fixtures {
  demo: Demo;
  simulator: Simulator;
  /** Opens a path of the app as a user of the demo, and notes the texts that appear. */
  open(path: string, as?: DemoGroup): Promise<void>;
  /**
   * Opens a path of the app as links do, without loading the app anew; the
   * first one is opened as a user of the demo.
   */
  visit(path: string, as?: DemoGroup): Promise<void>;
  /** Waits until nothing has been asked for a while. */
  settled(): Promise<void>;
  /** Every text that has appeared on the page since it was opened. */
  seenTexts(): Promise<string[]>;
  /**
   * What went wrong since it was last asked: errors that nothing caught or that
   * were logged, and answers that are none, but those with an expected status.
   */
  failures(expectedStatuses?: readonly number[]): string[];
}

declare global {
  interface Window {
    seenTexts?: Set<string>;
  }
}

export const test = base.extend<Fixtures>({
  demo: async ({ browserName: _ }, use, { parallelIndex }) => {
    await use(demosOfEnvironment()[parallelIndex]);
  },
  baseURL: async ({ demo }, use) => use(demo.baseUrl),
  simulator: async ({ demo, page }, use) => {
    const simulator = new Simulator(demo.simulatorUrl);
    await use(simulator);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // What is still being read must not succeed after all, and be remembered.
    await page.goto('about:blank');
    await simulator.reset();
  },
  open: async ({ page }, use) => {
    await use(async (path, as = 'security') => {
      await page.addInitScript(
        ([key, user]) => sessionStorage.setItem(key, user),
        [SIGNED_IN_AS, demoUsers[as]],
      );
      await noteTexts(page);
      await page.goto(path);
    });
  },
  visit: async ({ open, page }, use) => {
    let isOpen = false;
    await use(async (path, as) => {
      if (!isOpen) {
        isOpen = true;
        await open(path, as);
        return;
      }
      await page.evaluate(to => {
        window.seenTexts?.clear();
        window.history.pushState({}, '', to);
        window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
      }, path);
    });
  },
  settled: async ({ page }, use) => {
    const asked = new Set<Request>();
    let quietSince = Date.now();
    const answered = (request: Request) => {
      asked.delete(request);
      quietSince = Date.now();
    };
    page.on('request', request => asked.add(request));
    page.on('requestfinished', answered);
    page.on('requestfailed', answered);
    await use(async () => {
      quietSince = Date.now();
      await base.expect
        .poll(() => (asked.size > 0 ? 0 : Date.now() - quietSince))
        .toBeGreaterThan(QUIET_MS);
    });
  },
  failures: async ({ page }, use) => {
    let failed: { what: string; status?: number }[] = [];
    page.on('pageerror', ({ message }) => failed.push({ what: message }));
    page.on('console', message => {
      // Of answers it does not tell which.
      if (
        message.type() === 'error' &&
        !message.text().startsWith('Failed to load resource')
      ) {
        failed.push({ what: message.text() });
      }
    });
    page.on('response', response => {
      const status = response.status();
      if (status >= 400) {
        failed.push({ what: `${status} ${response.url()}`, status });
      }
    });
    await use((expectedStatuses = []) => {
      const told = failed.filter(
        ({ status = 0 }) => !expectedStatuses.includes(status),
      );
      failed = [];
      return told.map(({ what }) => what);
    });
  },
  seenTexts: async ({ page }, use) => {
    await use(() => page.evaluate(() => [...(window.seenTexts ?? [])]));
  },
});

/** What shows for a moment only is missed by looking now and then. */
async function noteTexts(page: Page) {
  await page.addInitScript(() => {
    const seen = new Set<string>();
    window.seenTexts = seen;
    const note = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node: Node | null = root; node; node = walker.nextNode()) {
        const isShown = !node.parentElement?.closest('style, script, noscript');
        if (
          isShown &&
          node.nodeType === Node.TEXT_NODE &&
          node.nodeValue?.trim()
        ) {
          seen.add(node.nodeValue.trim());
        }
      }
    };
    new MutationObserver(mutations => {
      for (const { addedNodes, target, type } of mutations) {
        if (type === 'characterData') {
          note(target);
        }
        addedNodes.forEach(note);
      }
    }).observe(document, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
}

export { expect } from '@playwright/test';
