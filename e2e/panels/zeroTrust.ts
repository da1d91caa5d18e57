import { resourceTab } from '../demo';
import { lacking, nothing, Panel, region, tabPanel } from './Panel';
import { without, zeroTrustPlaces } from './places';

const ZERO_TRUST = 'cloudflare.read.zerotrust';

const entityPlaces = zeroTrustPlaces(resourceTab('cf-zt-access'));

/** The panels of Zero Trust, of its entity and of its page. */
export const zeroTrustPanels: readonly Panel[] = [
  {
    id: 'zero-trust-users',
    locate: region('Users, last 24 hours'),
    route: /\/cloudflare\/v1\/zero-trust\/users/,
    permission: ZERO_TRUST,
    tokenPermission: 'Access: Audit Logs Read',
    sees: [/@acme\.example/, /\d+ allowed, \d+ refused/],
    places: entityPlaces,
    empty: {
      title: 'No users',
      next: /Nobody has a Zero Trust seat/,
      answer: nothing,
    },
    partial: {
      words: 'Cannot read the Zero Trust devices: Cloudflare answered 503',
      answer: lacking(
        'Cannot read the Zero Trust devices: Cloudflare answered 503',
      ),
    },
    inCi: 'not-permitted',
  },
  {
    id: 'zero-trust-audit',
    locate: region('Access log, last 24 hours'),
    route: /\/cloudflare\/v1\/zero-trust\/access\/audit/,
    permission: ZERO_TRUST,
    tokenPermission: 'Access: Audit Logs Read',
    sees: ['Allowed', /@acme\.example/],
    places: entityPlaces,
    empty: {
      title: 'No log-ins',
      next: 'Nobody logged in to an application during this time',
      answer: nothing,
    },
    partial: {
      words: 'Cannot read the Access applications: Cloudflare answered 503',
      answer: lacking(
        'Cannot read the Access applications: Cloudflare answered 503',
      ),
    },
    inCi: 'stale',
  },
  {
    id: 'zero-trust-chart',
    locate: region('Log-ins to Access'),
    route: /\/cloudflare\/v1\/zero-trust\/access\/activity/,
    permission: ZERO_TRUST,
    tokenPermission: 'Access: Audit Logs Read',
    sees: [/\d+ log-ins were allowed and \d+ refused/],
    places: without(
      {
        ...zeroTrustPlaces(
          '/cloudflare/zero-trust',
          '/cloudflare/zero-trust?window=30d',
        ),
        stale: { path: '/cloudflare/zero-trust' },
      },
      'empty',
    ),
    partial: {
      words: 'Some steps of time could not be read',
      answer: lacking('Some steps of time could not be read', answer => {
        const activity = answer.data as { steps: unknown[] };
        return {
          ...answer,
          data: { ...activity, steps: activity.steps.slice(6) },
        };
      }),
    },
    inCi: 'not-entitled',
  },
  {
    id: 'zero-trust-log',
    locate: tabPanel('Access log'),
    route: /\/cloudflare\/v1\/zero-trust\/access\/audit/,
    permission: ZERO_TRUST,
    tokenPermission: 'Access: Audit Logs Read',
    sees: ['Allowed', /@acme\.example/],
    places: {
      ...zeroTrustPlaces(
        '/cloudflare/zero-trust',
        '/cloudflare/zero-trust?window=30d',
      ),
      stale: { path: '/cloudflare/zero-trust' },
    },
    empty: {
      title: 'Nothing in the log',
      next: 'A longer time or fewer filters may show some',
      answer: nothing,
    },
    partial: {
      words: 'Cannot read the Access applications: Cloudflare answered 503',
      answer: lacking(
        'Cannot read the Access applications: Cloudflare answered 503',
      ),
    },
    inCi: 'empty',
  },
  {
    id: 'zero-trust-people',
    locate: tabPanel('Users'),
    route: /\/cloudflare\/v1\/zero-trust\/users/,
    permission: ZERO_TRUST,
    tokenPermission: 'Access: Audit Logs Read',
    sees: [/@acme\.example/, /\d+ allowed, \d+ refused/],
    places: {
      ...zeroTrustPlaces(
        '/cloudflare/zero-trust?tab=users',
        '/cloudflare/zero-trust?tab=users&window=30d',
      ),
      stale: { path: '/cloudflare/zero-trust?tab=users' },
    },
    empty: {
      title: 'No users',
      next: /Nobody has a Zero Trust seat/,
      answer: nothing,
    },
    partial: {
      words: 'Cannot read the devices: Cloudflare answered 503',
      answer: lacking('Cannot read the devices: Cloudflare answered 503'),
    },
    inCi: 'not-configured',
  },
];
