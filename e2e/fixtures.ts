import { Page, test as base } from '@playwright/test';
import { DemoGroup, demoUsers, SIGNED_IN_AS } from './demo';
import { Simulator, simulatorOfDemo } from './simulator';

interface Fixtures {
  simulator: Simulator;
  /** Opens a path of the app as a user of the demo, and notes the texts that appear. */
  open(path: string, as?: DemoGroup): Promise<void>;
  /** Every text that has appeared on the page since it was opened. */
  seenTexts(): Promise<string[]>;
}

declare global {
  interface Window {
    seenTexts?: Set<string>;
  }
}

export const test = base.extend<Fixtures>({
  simulator: async ({ page }, use) => {
    const simulator = simulatorOfDemo();
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
