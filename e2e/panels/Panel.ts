import { Locator, Page } from '@playwright/test';
import { Answer } from '../answers';
import { DemoGroup } from '../demo';
import { Simulator } from '../simulator';

/** What can become of a panel. */
export type State =
  | 'ok'
  | 'loading'
  | 'not-permitted'
  | 'not-configured'
  | 'not-entitled'
  | 'failed'
  | 'empty'
  | 'partial'
  | 'stale';

/** The button that leads out of a failure. */
export const RETRY = 'Try again';

/** Words that people see: a text that is contained, or an expression. */
export type Words = string | RegExp;

/** Where a panel is seen in a state. */
export interface Place {
  path: string;
  as?: DemoGroup;
  /**
   * The paths of Cloudflare that feed the panel here. Without them, what the
   * backend answers is replaced: it remembers, or never asks Cloudflare.
   */
  upstream?: string;
}

/** What a state is brought about with. */
export interface Stage {
  page: Page;
  simulator: Simulator;
  panel: Panel;
  place: Place;
  open(): Promise<void>;
  /** Keeps a picture of a state that ends before the test does. */
  keep(settled: () => Promise<void>): Promise<void>;
}

/** How a state comes about, and what it tells. */
export interface StateSpec {
  /** Brings a panel into the state, and opens it. */
  bringAbout(stage: Stage): Promise<void>;
  /** What happened, and the next step, in the words that people see. */
  words(panel: Panel): readonly Words[];
  /** What is not shown in any other state. */
  title?: string;
}

/** A part of a page that is read from a backend, and has each of the states. */
export interface Panel {
  /** Names the files of its screenshots. */
  id: string;
  locate(page: Page): Locator;
  /** The routes of the backend that feed it. */
  route: RegExp;
  /** What of Backstage it takes. */
  permission: string;
  /** What of Cloudflare it takes, as it is told. */
  tokenPermission: string;
  /** What is seen of it when all is well. */
  sees: readonly Words[];
  /** The states that it can be in, and where; `ok` is also where it is loaded. */
  places: Partial<Record<State, Place>> & { ok: Place };
  empty?: { title: string; next: Words; answer?: Change };
  partial?: { words: Words; answer?: Change };
  /** What a state is like where Backstage's catalog feeds it, too. */
  own?: Partial<Record<State, Partial<StateSpec>>>;
  /** The state that is looked at in CI. */
  inCi: State;
}

/** Changes what the backend answers. */
export type Change = (answer: Answer) => Answer;

export function region(name: string) {
  return (page: Page) => page.getByRole('region', { name, exact: true });
}

export function tabPanel(name: string) {
  return (page: Page) => page.getByRole('tabpanel', { name, exact: true });
}

/** Nothing was found: the backend's lists are empty. */
export const nothing: Change = ({ meta }) => ({
  data: [],
  meta: { ...meta, nextCursor: undefined },
});

/** Something of the answer could not be read. */
export function lacking(
  message: string,
  change: Change = answer => answer,
): Change {
  return answer => {
    const { data, meta } = change(answer);
    const problem = { kind: 'unavailable', message };
    return {
      data,
      meta: { ...meta, complete: false, problems: [problem] },
    };
  };
}
