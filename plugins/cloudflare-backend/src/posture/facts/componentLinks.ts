import {
  CloudflareProblem,
  FactSource,
  ProductId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { namedResources } from '../../catalog/namedResources';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { productReading, productSync } from '../sources/productSync';
import { subjectsByRef } from './resourceUsers';

/** To which Cloudflare resources a Component is related. */
export interface ComponentLinks {
  /** Those that exist in the catalog. */
  resources: number;
  /** False: it names a resource of a product that was never read completely. */
  isWhole: boolean;
  sources: FactSource[];
  problem?: CloudflareProblem;
}

/** Follows the relations of a Component. What does not exist is no link. */
export async function componentLinks(
  { entity }: PostureSubject,
  sources: PostureSources,
): Promise<ComponentLinks> {
  const subjects = subjectsByRef(sources);
  const refs = new Set(
    (entity.relations ?? []).map(({ targetRef }) => targetRef),
  );
  const linked = [...refs]
    .flatMap(ref => subjects.get(ref) ?? [])
    .filter(({ kind }) => kind !== 'component' && kind !== 'account');
  return linked.length > 0
    ? linkedTo(linked, sources)
    : notLinked(entity, sources);
}

/** One link is enough, so that the one read last counts. */
async function linkedTo(
  linked: readonly PostureSubject[],
  sources: PostureSources,
): Promise<ComponentLinks> {
  const read = await Promise.all(
    linked.flatMap(({ kind, account }) =>
      account ? [productReading(kind as ProductId, account, sources)] : [],
    ),
  );
  const newest = read
    .flatMap(reading => reading.sources)
    .sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1))
    .slice(0, 1);
  const problem = read.find(reading => reading.problem)?.problem;
  return {
    resources: linked.length,
    isWhole: true,
    sources: newest,
    ...(newest.length === 0 && problem && { problem }),
  };
}

/** That it is linked to nothing is known once what it names was looked for. */
async function notLinked(
  entity: PostureSubject['entity'],
  sources: PostureSources,
): Promise<ComponentLinks> {
  const accounts = new Map(
    sources.dependencies.cloudflare
      .accounts()
      .map((account): [string, CloudflareAccount] => [account.key, account]),
  );
  const named = namedResources(entity, [...accounts.keys()]);
  const observed: FactSource[] = [
    { name: 'catalog', observedAt: sources.now.toISOString() },
  ];
  for (const { product, account: key } of named) {
    const account = accounts.get(key);
    const reading =
      account && (await sources.read(productSync, account, product.id));
    const { lastComplete } = reading?.value ?? {};
    const problem =
      reading && 'problem' in reading
        ? reading.problem
        : reading?.value.problem;
    // What is not imported is in no catalog, which is known.
    const isSought = reading && problem?.kind !== 'not-supported';
    if (isSought && !lastComplete) {
      return {
        resources: 0,
        isWhole: false,
        sources: observed,
        ...(problem && { problem }),
      };
    }
    if (isSought && lastComplete) {
      observed.push({
        name: 'catalog',
        observedAt: lastComplete.toISOString(),
      });
    }
  }
  return { resources: 0, isWhole: true, sources: observed };
}
