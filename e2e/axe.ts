import AxeBuilder from '@axe-core/playwright';
import { Page } from '@playwright/test';
import baseline from './axe-baseline.json';

/**
 * What Backstage puts our extensions into: the body of a page, of an entity's
 * tab, of a home page's card.
 */
const OURS = '.bui-Container:has(section, article), article:has(.bui-Text)';
const SEVERE = ['serious', 'critical'];

/** Something that keeps people from using the page. */
export interface Finding {
  rule: string;
  /** Its element, and what is wrong with it. */
  where: string;
}

/** What axe finds in our own content, and what is new in Backstage's shell. */
export async function findBarriers(
  page: Page,
): Promise<{ ours: Finding[]; newInShell: Finding[] }> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const findings = violations
    .filter(({ impact }) => SEVERE.includes(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes.map(({ any, html, target }) => ({
        rule: id,
        selector: target.join(' '),
        where: `${html.slice(0, 120)} ${any[0]?.message ?? ''}`,
      })),
    );
  const places = await page.evaluate(
    ([ours, selectors]) =>
      (selectors as string[]).map(selector => {
        const element = document.querySelector(selector);
        if (element?.closest(ours as string)) {
          return 'ours';
        }
        const part = element?.closest('nav, main, header, [role]');
        return part?.getAttribute('role') ?? part?.localName ?? 'page';
      }),
    [OURS, findings.map(({ selector }) => selector)],
  );
  const known: Partial<Record<string, string[]>> = baseline;
  return {
    ours: findings.filter((_, i) => places[i] === 'ours'),
    newInShell: findings.filter(
      ({ rule }, i) =>
        places[i] !== 'ours' && !known[places[i]]?.includes(rule),
    ),
  };
}
