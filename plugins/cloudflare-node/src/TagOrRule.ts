import { Config } from '@backstage/config';
import {
  MatchedResource,
  matchesResource,
  readResourceMatch,
  ResourceMatch,
  taggedValue,
} from './ResourceMatch';

/**
 * What a Cloudflare tag says of a resource, or else the first rule that fits.
 * Nothing is guessed.
 */
export class TagOrRule {
  private constructor(
    private readonly tag: string,
    private readonly rules: { match: ResourceMatch; value: string }[],
  ) {}

  /**
   * Reads the `tag` and the `rules` at a path.
   *
   * @param key - of a rule: where its value is
   */
  static fromConfig(
    root: Config,
    path: string,
    options: { defaultTag: string; key: string },
  ): TagOrRule {
    const config = root.getOptionalConfig(path);
    const rules = config?.getOptionalConfigArray('rules') ?? [];
    return new TagOrRule(
      config?.getOptionalString('tag') ?? options.defaultTag,
      rules.map((rule, index) => ({
        match: readResourceMatch(rule, `${path}.rules[${index}]`),
        value: rule.getString(options.key),
      })),
    );
  }

  of(resource: MatchedResource): string | undefined {
    return (
      taggedValue(resource.tags, this.tag) ??
      this.rules.find(rule => matchesResource(rule.match, resource))?.value
    );
  }
}
