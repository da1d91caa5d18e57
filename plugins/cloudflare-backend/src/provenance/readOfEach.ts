import { Listing } from '@cloudflare-backstage/cloudflare-client';
import { EvidenceGap } from '@cloudflare-backstage/cloudflare-evidence';
import {
  CloudflareProblem,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { gapsOf } from '../evidence/kinds/gaps';
import { outcomeOf } from '../reading/outcomeOf';
import {
  DeploymentsOf,
  DeploymentsReading,
  ReadDeployment,
} from './DeploymentsReading';

const AT_ONCE = 8;

/** The deployments of a product's resources, which are listed anew. */
export async function readOfEach<T extends { name: string }>(
  product: Product,
  { names, reading }: DeploymentsOf,
  how: {
    list(options: DeploymentsOf['reading']): Promise<Listing<T>>;
    /** False for a resource that cannot have any within the window. */
    mayHave?(resource: T): boolean;
    read(resource: T): Promise<DeploymentsReading>;
  },
): Promise<DeploymentsReading> {
  const { value: listing, problem } = await outcomeOf(how.list(reading));
  if (!listing) {
    return unreadBecause(product.title, problem);
  }
  const { chosen, gaps } = chosenOf(listing.items, names, product.id);
  if (!listing.complete) {
    gaps.push(...gapsOf(product.title, listing.problems));
  }
  const deployments: ReadDeployment[] = [];
  const unread: CloudflareProblem[] = [];
  const perhaps = chosen.filter(resource => how.mayHave?.(resource) ?? true);
  for (let start = 0; start < perhaps.length; start += AT_ONCE) {
    const some = perhaps.slice(start, start + AT_ONCE);
    for (const read of await Promise.all(some.map(how.read))) {
      deployments.push(...read.deployments);
      gaps.push(...read.gaps);
      unread.push(...(read.unread ? [read.unread] : []));
    }
  }
  const readSome = unread.length < chosen.length;
  return { deployments, gaps, unread: readSome ? undefined : unread[0] };
}

/** Nothing, since something could not be read. */
export function unreadBecause(
  what: string,
  problem: CloudflareProblem,
): DeploymentsReading {
  return { deployments: [], gaps: gapsOf(what, [problem]), unread: problem };
}

/** The part of a list of resources that is asked for, and what is missing of it. */
function chosenOf<T extends { name: string }>(
  listed: readonly T[],
  names: readonly string[] | undefined,
  product: string,
): { chosen: T[]; gaps: EvidenceGap[] } {
  if (!names) {
    return { chosen: [...listed], gaps: [] };
  }
  const known = new Map(listed.map(item => [item.name, item]));
  return {
    chosen: names.flatMap(name => known.get(name) ?? []),
    gaps: names
      .filter(name => !known.has(name))
      .map(name => ({ what: `${product} ${name}`, reason: 'not-found' })),
  };
}
