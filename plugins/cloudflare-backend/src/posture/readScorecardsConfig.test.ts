import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import {
  Check,
  checks,
  DEFAULT_REGULATED_DATA_CLASSES,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { backlogCheck } from './__testUtils__/storedPosture';
import { readScorecardsConfig } from './readScorecardsConfig';

const plain: Check = { ...backlogCheck, id: 'test.plain', thresholds: {} };

function read(scorecards?: JsonObject, cloudflare: JsonObject = {}) {
  return readScorecardsConfig(
    new ConfigReader({ cloudflare: { scorecards, ...cloudflare } }),
    [backlogCheck, plain],
  );
}

describe('readScorecardsConfig', () => {
  it('has a default for everything', () => {
    expect(read()).toEqual({
      thresholds: { 'test.backlog': { most: 10 }, 'test.plain': {} },
      schedule: {
        frequency: { hours: 1 },
        timeout: { minutes: 30 },
        initialDelay: { seconds: 10 },
        scope: 'global',
      },
      historyDays: 180,
      notifications: true,
      embeddingModels: [],
      dataClasses: {},
      regulated: DEFAULT_REGULATED_DATA_CLASSES,
      deploymentContexts: ['api_token'],
      broadPermissionGroups: expect.arrayContaining([
        'Account API Tokens Write',
      ]),
    });
  });

  it('has the defaults of every check', () => {
    const { thresholds } = readScorecardsConfig(new ConfigReader({}));
    expect(Object.keys(thresholds).sort()).toEqual(
      checks.map(({ id }) => id).sort(),
    );
  });

  it('takes what is configured', () => {
    const config = read(
      {
        thresholds: { 'test.backlog': { most: '500' } },
        schedule: { frequency: { minutes: 30 }, timeout: { minutes: 5 } },
        historyDays: 400,
        notifications: false,
        exemptionsFile: 'exemptions.yaml',
        embeddingModels: [{ index: 'docs-*', model: 'm', dimensions: 768 }],
        approvedProviders: [],
        dataClasses: { pii: { maxRetentionDays: 30, jurisdiction: 'eu' } },
        deploymentContexts: ['oauth'],
        broadPermissionGroups: ['DNS Write'],
      },
      { dataClasses: { regulated: ['pii'] } },
    );
    expect(config).toMatchObject({
      thresholds: { 'test.backlog': { most: 500 } },
      schedule: { initialDelay: { seconds: 10 }, scope: 'global' },
      historyDays: 400,
      notifications: false,
      exemptionsFile: 'exemptions.yaml',
      embeddingModels: [{ index: 'docs-*', model: 'm', dimensions: 768 }],
      approvedProviders: [],
      dataClasses: { pii: { maxRetentionDays: 30, jurisdiction: 'eu' } },
      deploymentContexts: ['oauth'],
      broadPermissionGroups: ['DNS Write'],
      regulated: ['pii'],
    });
  });

  it.each<[JsonObject, RegExp]>([
    [
      { thresholds: { 'test.other': { most: 1 } } },
      /'cloudflare\.scorecards\.thresholds\.test\.other': there is no check with this id/,
    ],
    [
      { thresholds: { 'test.plain': { most: 1 } } },
      /thresholds\.test\.plain': this check has no thresholds/,
    ],
    [
      { thresholds: { 'test.backlog': { least: 1 } } },
      /thresholds\.test\.backlog\.least': there is no threshold.*one of: most/,
    ],
    [
      { thresholds: { 'test.backlog': { most: 1_001 } } },
      /thresholds\.test\.backlog\.most': expected a number from 0 to 1000/,
    ],
    [
      { thresholds: { 'test.backlog': { most: 'many' } } },
      /thresholds\.test\.backlog\.most': expected a number/,
    ],
    [{ treshold: {} }, /'cloudflare\.scorecards\.treshold': there is no such/],
    [{ historyDays: 7 }, /historyDays': expected a whole number from 31/],
    [{ notifications: 'yes' }, /notifications': expected true or false/],
    [{ exemptionsFile: '' }, /exemptionsFile': /],
    [
      { embeddingModels: [{ index: 'a', model: 'b' }] },
      /embeddingModels\.0\.dimensions': expected a number/,
    ],
    [{ approvedProviders: 'openai' }, /approvedProviders': expected a list/],
    [
      { dataClasses: { pii: { maxRetention: 3 } } },
      /dataClasses\.pii\.maxRetention': there is no such setting/,
    ],
    [{ schedule: { frequency: 'often' } }, /schedule': expected a schedule/],
    [
      {
        schedule: {
          frequency: { hours: 1 },
          timeout: { minutes: 1 },
          scope: 'local',
        },
      },
      /schedule\.scope': expected 'global'/,
    ],
  ])('refuses %j', (scorecards, reason) => {
    expect(() => read(scorecards)).toThrow(reason);
  });
});
