import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const problem =
  "Cannot read the metadata indexes of Vectorize index 'acme-idx-main'";

/** The panel of a Vectorize index. */
export const vectorizePanels: readonly Panel[] = [
  {
    id: 'vectorize-vectors',
    permission: 'cloudflare.read.vectorize',
    tokenPermission: 'Vectorize Read',
    locate: region('Vectors'),
    route: /\/cloudflare\/v1\/vectorize\/[^/]+\/stats/,
    sees: ['8,112', '1,536', 'cosine', 'section', 'site content'],
    // Figures that are not known are told as such: nothing is ever empty.
    places: without(
      everywhere({ path: resourceTab('cf-vectorize-acme-idx-main') }),
      'empty',
    ),
    partial: {
      words: problem,
      answer: lacking(problem, answer => ({
        ...answer,
        data: { ...(answer.data as object), metadataIndexes: undefined },
      })),
    },
    inCi: 'ok',
  },
];
