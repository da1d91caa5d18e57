import { parseEntityRef } from '@backstage/catalog-model';
import { PostureSnapshot } from './PostureSnapshot';
import { isVisible, PostureView } from './PostureVisibility';
import { StoredEntity } from './StoredPosture';

/** What names are made of; whatever else ends one. */
const WORD = /[\p{L}\p{N}_-]+/gu;
const ENDS_IN_WORD = /[\p{L}\p{N}_-]$/u;
const BEGINS_WITH_WORD = /^[\p{L}\p{N}_-]/u;

/** Finds names in texts, however many names there are. */
export class HiddenNames {
  private readonly byFirstWord = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const lower = name.toLowerCase();
      const [first] = lower.matchAll(WORD);
      if (first) {
        const same = this.byFirstWord.get(first[0]) ?? [];
        this.byFirstWord.set(first[0], same);
        same.push(lower.slice(first.index));
      }
    }
  }

  /** Whether a text names one of them; a part of another word is no name. */
  areIn(text: string): boolean {
    if (this.byFirstWord.size === 0) {
      return false;
    }
    const lower = text.toLowerCase();
    return [...lower.matchAll(WORD)].some(({ 0: word, index }) =>
      (this.byFirstWord.get(word) ?? []).some(
        name =>
          lower.startsWith(name, index) &&
          !(
            ENDS_IN_WORD.test(name) &&
            BEGINS_WITH_WORD.test(lower.slice(index + name.length))
          ),
      ),
    );
  }
}

/**
 * The names of the entities of which a caller sees no results. One that
 * something visible has, too, tells them nothing new.
 */
export function hiddenNamesOf(
  { entities }: PostureSnapshot,
  view: PostureView,
): HiddenNames {
  const all = [...entities.values()];
  const visible = new Set(
    all.filter(entity => isVisible(view, entity)).flatMap(namesOf),
  );
  return new HiddenNames(
    all
      .filter(entity => !isVisible(view, entity))
      .flatMap(namesOf)
      .filter(name => !visible.has(name)),
  );
}

/** The name in the ref is what of a ref tells it from others. */
function namesOf({ name, title, entityRef }: StoredEntity): string[] {
  return [name, title, parseEntityRef(entityRef).name];
}
