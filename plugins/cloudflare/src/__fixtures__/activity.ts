import { AccessActivity } from '@cloudflare-backstage/plugin-cloudflare-common';

/** Log-ins to Access, of which the first step was not read. */
export const activity: AccessActivity = {
  from: '2026-11-21T10:00:00Z',
  to: '2026-11-21T12:30:00Z',
  stepSeconds: 3600,
  steps: [
    { from: '2026-11-21T11:00:00Z', allowed: 40, refused: 2 },
    { from: '2026-11-21T12:00:00Z', allowed: 0, refused: 0 },
  ],
};

/** The same, read whole. */
export const wholeActivity: AccessActivity = {
  ...activity,
  steps: [
    { from: '2026-11-21T10:00:00Z', allowed: 7, refused: 1 },
    ...activity.steps,
  ],
};
