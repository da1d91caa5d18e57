import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network of an IP address: /24 of version 4, /48 of version 6. Undefined
 * for what is no IP address.
 */
export function networkOf(address: string): string | undefined {
  if (isIPv4(address)) {
    return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  }
  if (!isIPv6(address) || address.includes('%')) {
    return undefined;
  }
  const groups = groupsOf(address);
  if (groups.slice(0, 5).every(g => g === 0) && groups[5] === 0xffff) {
    return `${groups[6] >> 8}.${groups[6] & 255}.${groups[7] >> 8}.0/24`;
  }
  const network = groups.slice(0, 3).map(g => g.toString(16));
  return `${network.join(':')}::/48`;
}

function groupsOf(address: string): number[] {
  // The URL parser writes the last 32 bits of a mixed notation in hex.
  const normal = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head, tail] = normal
    .split('::')
    .map(part => part.split(':').filter(Boolean));
  const gap = tail ? 8 - head.length - tail.length : 0;
  return [...head, ...Array(gap).fill('0'), ...(tail ?? [])].map(g =>
    parseInt(g, 16),
  );
}
