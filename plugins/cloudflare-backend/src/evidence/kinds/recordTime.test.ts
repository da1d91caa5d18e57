import { runInThisContext } from 'node:vm';
import { recordTime } from './recordTime';

// Jest gives tests a copy of `process`, by which the zone does not change.
const { env } = runInThisContext('process') as NodeJS.Process;

describe.each(['UTC', 'America/New_York', 'Asia/Kolkata'])(
  'recordTime on a machine in %s',
  zone => {
    const before = env.TZ;
    beforeAll(() => {
      env.TZ = zone;
    });
    afterAll(() => {
      if (before === undefined) {
        delete env.TZ;
      } else {
        env.TZ = before;
      }
    });

    it.each([
      ['2026-10-19T13:00:00Z', '2026-10-19T13:00:00Z'],
      ['2026-10-19T13:00:00.123456789+02:00', '2026-10-19T11:00:00.123456789Z'],
      ['2026-10-19T13:00:00.123456', '2026-10-19T13:00:00.123456Z'],
      ['2026-10-19 13:00:00', '2026-10-19T13:00:00Z'],
      ['2026-10-19 13:00:00.5 UTC', '2026-10-19T13:00:00.5Z'],
      ['2026-10-19 13:00:00 -05:00', '2026-10-19T18:00:00Z'],
      ['2026-10-19T13:00', '2026-10-19T13:00:00Z'],
      ['2026-10-19T13:00-0500', '2026-10-19T18:00:00Z'],
      ['2026-10-19', '2026-10-19T00:00:00Z'],
      ['2026/10/19 1:00:00 PM', '2026-10-19T13:00:00Z'],
      ['19-Oct-2026 13:00', '2026-10-19T13:00:00Z'],
      ['Mon, 19 Oct 2026 13:00:00', '2026-10-19T13:00:00Z'],
      ['Mon, 19 Oct 2026 13:00:00 GMT', '2026-10-19T13:00:00Z'],
      ['Mon Oct 19 2026 13:00:00 GMT-0500 (EST)', '2026-10-19T18:00:00Z'],
    ])('reads %s as %s', (text, time) => {
      expect(recordTime(text)).toBe(time);
    });

    it.each(['yesterday', '2026-02-30 10:00:00', ''])('refuses %j', text => {
      expect(() => recordTime(text)).toThrow('RFC 3339');
    });
  },
);
