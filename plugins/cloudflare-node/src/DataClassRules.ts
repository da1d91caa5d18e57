import { Config } from '@backstage/config';
import { DEFAULT_REGULATED_DATA_CLASSES } from '@cloudflare-backstage/plugin-cloudflare-common';
import { MatchedResource } from './ResourceMatch';
import { TagOrRule } from './TagOrRule';

/**
 * How the class of data is recognised, from `cloudflare.dataClasses`. Without a
 * tag or a rule none is known, and none is guessed from a name.
 *
 * @public
 */
export class DataClassRules {
  private constructor(
    private readonly classes: TagOrRule,
    private readonly regulated: ReadonlySet<string>,
  ) {}

  static fromConfig(root: Config): DataClassRules {
    const path = 'cloudflare.dataClasses';
    return new DataClassRules(
      TagOrRule.fromConfig(root, path, {
        defaultTag: 'data-class',
        key: 'dataClass',
      }),
      new Set(
        root.getOptionalStringArray(`${path}.regulated`) ??
          DEFAULT_REGULATED_DATA_CLASSES,
      ),
    );
  }

  /** The class of a resource's data; undefined when nothing tells it. */
  dataClassOf(resource: MatchedResource): string | undefined {
    return this.classes.of(resource);
  }

  /** Whether data of a class is regulated; undefined is not known to be. */
  isRegulated(dataClass: string | undefined): boolean {
    return dataClass !== undefined && this.regulated.has(dataClass);
  }
}
