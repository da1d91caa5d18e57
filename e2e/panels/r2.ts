import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const tab = { path: resourceTab('cf-r2-acme-prod-artifacts') };
const shared = {
  permission: 'cloudflare.read.r2',
  tokenPermission: 'Workers R2 Storage Read',
};

/** The panels of a bucket. */
export const r2Panels: readonly Panel[] = [
  {
    ...shared,
    id: 'r2-lifecycle',
    locate: region('Exposure and retention'),
    route: /\/cloudflare\/v1\/r2\/[^/]+\/lifecycle/,
    sees: ['Private', 'retain-180-days', 'after 180 days', 'on 2027-01-01'],
    // A bucket without rules is told as such: nothing is ever empty.
    places: without(everywhere(tab), 'empty'),
    partial: {
      words: 'Not known',
      answer: lacking(
        "Cannot read the custom domains of R2 bucket 'acme-prod-artifacts': Cloudflare answered 503",
        answer => ({
          ...answer,
          data: {
            ...(answer.data as object),
            publicAccess: { state: 'unknown' },
          },
        }),
      ),
    },
    inCi: 'partial',
  },
  {
    ...shared,
    id: 'r2-metrics',
    locate: region('Operations and size'),
    route: /\/cloudflare\/v1\/r2\/[^/]+\/metrics/,
    sees: ['Reads', 'Size of the objects'],
    // Figures that are not known are told as such: nothing is ever empty.
    places: without(everywhere(tab), 'empty'),
    partial: {
      words: 'Cannot read the metrics of R2',
      answer: lacking('Cannot read the metrics of R2'),
    },
    inCi: 'loading',
  },
];
