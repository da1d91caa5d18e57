import { change } from '../answers';
import { resourceTab } from '../demo';
import { Change, lacking, Panel, region, StateSpec } from './Panel';
import { everywhere, without } from './places';

const problem =
  'Cannot read the instances of a container application: Cloudflare answered 503';

/** The demo's plan lacks the metrics of Containers, which every answer tells. */
const whole: Change = ({ data, meta }) => ({
  data,
  meta: { ...meta, complete: true, problems: undefined },
});

const answered = (answer: Change): Partial<StateSpec> => ({
  bringAbout: async ({ open, page, panel }) => {
    await change(page, panel.route, answer);
    await open();
  },
});

/** The panel of a container application. */
export const containersPanels: readonly Panel[] = [
  {
    id: 'container-status',
    permission: 'cloudflare.read.containers',
    tokenPermission: 'Workers Containers Read',
    locate: region('Status'),
    route: /\/cloudflare\/v1\/containers\/[^/]+\/status/,
    sees: [
      'Degraded',
      '1 running, 1 provisioning',
      'images.acme.example:5000/acme/acme-converter:2025-10-25',
      'ImagePullError',
    ],
    // What is not known is told as such: nothing is ever empty.
    places: without(
      everywhere({ path: resourceTab('cf-container-acme-converter') }),
      'empty',
      // The answer that is held is not changed.
      'loading',
    ),
    own: {
      ok: answered(whole),
      stale: answered(answer => {
        const { data, meta } = whole(answer);
        return { data, meta: { ...meta, cache: 'stale' } };
      }),
    },
    partial: {
      words: problem,
      answer: lacking(problem, answer => ({
        ...answer,
        data: {
          ...(answer.data as object),
          health: 'unknown',
          instanceStates: undefined,
        },
      })),
    },
    inCi: 'ok',
  },
];
