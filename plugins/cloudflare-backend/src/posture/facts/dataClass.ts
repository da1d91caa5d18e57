import {
  CloudflareProblem,
  LABEL_CLOUDFLARE_DATA_CLASS,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { DataClassDemands, ScorecardsConfig } from '../ScorecardsConfig';
import { catalogReading } from '../sources/productSync';
import { FactsFrom, together } from './subjectReading';

const tagged = z.object({ tagsComplete: z.boolean().optional() });

/** The class of the data in a resource, and what it asks for. */
export interface HeldData {
  /** Null: nothing tells it, and none is guessed. */
  dataClass: string | null;
  regulated: boolean;
  demands: DataClassDemands;
}

interface Collected extends FactsFrom {
  facts: object;
  findings?: string[];
}

/**
 * Makes a collector for resources that hold data of some classes.
 *
 * @param concern - the facts by which a check tells whether a resource concerns
 *   it, and why it does not
 */
export function ofDataClasses<Own extends object, Read extends Collected>(
  concern: (held: HeldData) => { facts: Own; unless?: string },
  collect: (
    subject: PostureSubject,
    sources: PostureSources,
    demands: DataClassDemands,
  ) => Promise<Read> | Read,
) {
  return async (subject: PostureSubject, sources: PostureSources) => {
    const catalog = await catalogReading(subject, sources);
    if (catalog.sources.length === 0) {
      return { ...catalog, facts: {} };
    }
    const problem = unreadClass(subject);
    if (problem) {
      return { ...catalog, facts: {}, problem };
    }
    const held = heldBy(subject, sources.config);
    const { facts: own, unless } = concern(held);
    const facts = { dataClass: held.dataClass, ...own };
    if (unless !== undefined) {
      return { ...catalog, facts, message: unless };
    }
    const collected = await collect(subject, sources, held.demands);
    return {
      ...collected,
      ...together(collected, catalog),
      facts: { ...facts, ...(collected.facts as Read['facts']) },
    };
  };
}

/** Concerns resources whose data are regulated. */
export function ifRegulated({ dataClass, regulated }: HeldData) {
  return {
    facts: { regulated },
    ...(!regulated && { unless: whyNotRegulated(dataClass) }),
  };
}

/** Why data are not known to be regulated. */
export function whyNotRegulated(dataClass: string | null): string {
  return dataClass === null
    ? 'Nothing tells the class of its data, and none is guessed: if they are regulated, tag it at Cloudflare or write a rule for it'
    : `The class of its data, '${dataClass}', is none of 'cloudflare.dataClasses.regulated'`;
}

/** Why it is not known whether a resource has a class: a tag can tell one. */
export function unreadClass({
  entity,
}: PostureSubject): CloudflareProblem | undefined {
  const isTold =
    entity.metadata.labels?.[LABEL_CLOUDFLARE_DATA_CLASS] !== undefined;
  const { data } = tagged.safeParse(entity.spec?.parameters);
  return isTold || data?.tagsComplete !== false
    ? undefined
    : {
        kind: 'incomplete',
        message:
          'The Cloudflare tags of the resource could not be read yet, which can tell the class of its data: the reports of the sync name the cause',
      };
}

function heldBy(
  { entity }: PostureSubject,
  { regulated, dataClasses }: ScorecardsConfig,
): HeldData {
  const dataClass =
    entity.metadata.labels?.[LABEL_CLOUDFLARE_DATA_CLASS] ?? null;
  return {
    dataClass,
    regulated: dataClass !== null && regulated.includes(dataClass),
    demands:
      dataClass !== null && Object.hasOwn(dataClasses, dataClass)
        ? dataClasses[dataClass]
        : {},
  };
}
