import { isIPv4, isIPv6 } from 'node:net';
import { FLOOR, RedactionRules } from './RedactionRules';

type Networks = RedactionRules['networks'];

/**
 * The network of an IP address: /24 of version 4, /48 of version 6, unless
 * larger ones are to be told. Undefined for what is no IP address.
 */
export function networkOf(
  address: string,
  { v4, v6 }: Networks = FLOOR.networks,
): string | undefined {
  const parts = partsOf(address);
  if (!parts) {
    return undefined;
  }
  if (parts.bits === 8) {
    return `${firstBits(parts, v4).join('.')}/${v4}`;
  }
  const told = firstBits(parts, v6).slice(0, Math.ceil(v6 / 16));
  return `${told.map(group => group.toString(16)).join(':')}::/${v6}`;
}

/** Whether an address with the length of its prefix tells no more than a network. */
export function isNetwork(
  address: string,
  prefix: number,
  { v4, v6 }: Networks = FLOOR.networks,
): boolean {
  const parts = partsOf(address);
  if (!parts || (parts.bits === 8) !== isIPv4(address)) {
    return false;
  }
  const most = parts.bits === 8 ? v4 : v6;
  return (
    prefix <= most && firstBits(parts, most).join() === parts.values.join()
  );
}

/** An address as numbers of so many bits. */
interface AddressParts {
  values: number[];
  bits: 8 | 16;
}

function partsOf(address: string): AddressParts | undefined {
  if (isIPv4(address)) {
    return { values: address.split('.').map(Number), bits: 8 };
  }
  if (!isIPv6(address) || address.includes('%')) {
    return undefined;
  }
  const values = groupsOf(address);
  if (values.slice(0, 5).every(g => g === 0) && values[5] === 0xffff) {
    const last = values.slice(6).flatMap(group => [group >> 8, group & 255]);
    return { values: last, bits: 8 };
  }
  return { values, bits: 16 };
}

function firstBits({ values, bits }: AddressParts, count: number): number[] {
  return values.map((value, index) => {
    const hidden = Math.min(bits, Math.max(0, (index + 1) * bits - count));
    return (value >> hidden) << hidden;
  });
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
