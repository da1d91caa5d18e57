import { readFileSync } from 'node:fs';
import path from 'node:path';
import { exemptionsFrom } from './demoExemptions';

const file = path.join(__dirname, '../../../examples/exemptions.yaml');
const MS_PER_DAY = 86_400_000;

/** How many days are left of each at a time. */
function daysLeft(now: Date): Record<string, number> {
  const text = exemptionsFrom(readFileSync(file, 'utf8'), now);
  const entries = text.matchAll(/- id: (\S+).*?expiresAt: '(\S+)'/gs);
  return Object.fromEntries(
    [...entries].map(([, id, expiresAt]) => [
      id,
      Math.floor((Date.parse(expiresAt) - now.getTime()) / MS_PER_DAY),
    ]),
  );
}

describe('the exemptions of the demo', () => {
  it('are as long in force whenever it is started', () => {
    const left = daysLeft(new Date('2026-11-22T00:15:00Z'));
    expect(daysLeft(new Date('2031-05-04T03:02:01Z'))).toEqual(left);
    expect(left['public-customer-uploads']).toBe(9);
    expect(left['partner-webhooks-without-dlq']).toBeGreaterThan(100);
    expect(left['sessions-without-expiration']).toBeLessThan(0);
  });
});
