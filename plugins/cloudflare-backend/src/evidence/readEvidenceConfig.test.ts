import { generateKeyPairSync } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { readEvidenceConfig } from './readEvidenceConfig';

const read = (evidence?: JsonValue) =>
  readEvidenceConfig(
    new ConfigReader(
      evidence === undefined ? {} : { cloudflare: { evidence } },
    ),
  );

function privateKey(namedCurve = 'P-256'): string {
  return generateKeyPairSync('ec', { namedCurve })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

describe('readEvidenceConfig', () => {
  it('makes unsigned evidence of every kind by default, and keeps it', () => {
    const config = read();
    expect(config).toMatchObject({
      signing: undefined,
      retentionDays: undefined,
      accessLogRetentionHours: 24,
      personal: false,
    });
    const crons = Object.entries(config.schedules).map(
      ([kind, { frequency, scope }]) => [kind, frequency, scope],
    );
    expect(crons).toEqual([
      ['access-audit', { cron: '30 2 * * *' }, 'global'],
      ['account-audit', { cron: '30 2 * * *' }, 'global'],
      ['r2-lifecycle', { cron: '0 3 1 * *' }, 'global'],
      ['deployment-provenance', { cron: '30 2 * * *' }, 'global'],
      ['token-inventory', { cron: '0 3 1 * *' }, 'global'],
      ['inventory', { cron: '0 3 1 * *' }, 'global'],
      ['scorecard', { cron: '0 3 1 * *' }, 'global'],
    ]);
  });

  it('takes what is told', () => {
    const config = read({
      signing: { privateKey: privateKey(), keyId: 'audit-2026' },
      retention: { days: 400 },
      accessLogRetention: { days: 30 },
      personal: true,
      schedules: {
        accessAudit: { frequency: { hours: 12 }, timeout: { minutes: 5 } },
        inventory: false,
      },
    });
    expect(config).toMatchObject({
      signing: { keyId: 'audit-2026' },
      retentionDays: 400,
      accessLogRetentionHours: 720,
      personal: true,
    });
    expect(config.schedules['access-audit']).toMatchObject({
      frequency: { hours: 12 },
      scope: 'global',
    });
    expect(config.schedules).not.toHaveProperty('inventory');
    expect(read({ accessLogRetention: '30d' })).toMatchObject({
      accessLogRetentionHours: 720,
    });
  });

  it('names a key by its fingerprint', () => {
    const pem = privateKey();
    const { signing } = read({ signing: { privateKey: pem } });
    expect(signing!.keyId).toMatch(/^[0-9a-f]{64}$/);
    expect(read({ signing: { privateKey: pem } }).signing).toEqual(signing);
  });

  it.each<[string, JsonValue, RegExp]>([
    ['signing.privateKey', { signing: {} }, /Missing/],
    ['signing.privateKey', { signing: { privateKey: 'CANARY' } }, /PKCS#8/],
    [
      'signing.privateKey',
      { signing: { privateKey: privateKey('P-384') } },
      /P-256/,
    ],
    ['retention.days', { retention: { days: 0 } }, /1 to/],
    ['retention.days', { retention: { days: 1.5 } }, /whole/],
    ['accessLogRetention', { accessLogRetention: 'soon' }, /duration/i],
    ['accessLogRetention', { accessLogRetention: { hours: 1 } }, /24 hours/],
    ['personal', { personal: 'perhaps' }, /boolean/],
    ['schedules.accesAudit', { schedules: { accesAudit: false } }, /no such/],
    ['schedules.inventory', { schedules: { inventory: 'daily' } }, /false, or/],
    [
      'schedules.inventory',
      { schedules: { inventory: { frequency: { hours: 1 } } } },
      /timeout/,
    ],
    [
      'schedules.inventory.scope',
      {
        schedules: {
          inventory: {
            frequency: { hours: 1 },
            timeout: { minutes: 1 },
            scope: 'local',
          },
        },
      },
      /global/,
    ],
  ])('refuses a wrong %s, saying why', (key, evidence, why) => {
    const attempt = () => read(evidence);
    expect(attempt).toThrow(`cloudflare.evidence.${key}`);
    expect(attempt).toThrow(why);
    expect(attempt).not.toThrow(/CANARY/);
  });
});
