import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Analytics Engine. */
export const analyticsEngineTexts = sectionTexts('analyticsEngine', {
  dataset: {
    title: 'Dataset',
    knownFrom: 'Known from',
    bindings: 'Bindings of Workers and Pages',
    data: 'Data that Cloudflare holds',
    writers: 'Written by',
    noWriters: 'Nobody, as far as the catalog knows',
    columns: 'Columns',
    columnNames:
      'timestamp, _sample_interval, index1, blob1 to blob20, double1 to double20, dataset',
    counting: 'To count',
    countingHow:
      'SUM(_sample_interval): COUNT() leaves out what was sampled away',
    kept: 'Kept for',
    keptHow: 'Three months',
    emptyTitle: 'Neither bound nor written to',
    emptyDescription:
      'No binding in the catalog names this dataset, and Cloudflare holds no data of it.',
  },
  query: {
    title: 'Query',
    notQueryable:
      'It can be queried when it holds data and the configuration names it in cloudflare.analyticsEngine.datasets.',
    label: 'SQL, one SELECT from this dataset',
    hint: 'Without a range of time it reads the last 24 hours. Blobs and index1 take the permission cloudflare.read.sensitive.',
    run: 'Run',
    refused: 'The query is refused',
    tooOften: 'Too many queries',
    position: 'Where it is refused',
    result: 'Rows',
    rows: 'Rows: {{rows}}',
    none: 'No rows',
    sent: 'Sent to Cloudflare',
    unchanged: 'As it was asked',
    addedRange: 'Added: from {{from}}',
    addedLimit: 'Added: at most {{limit}} rows',
    full: 'There may be more rows: the limit of {{limit}} is reached.',
    empty: 'NULL',
  },
});
