import {
  KvKey,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { seriesSection, tableSection } from '../components/sections';
import { keyColumns, namespaceOf } from './kv.columns';
import { kvSample } from './kv.sample';
import { ProductSection } from './ProductView';
import { kvTexts } from './kv.sections.messages';

const metrics = seriesSection(kvTexts)({
  id: 'metrics',
  title: t => t('sections.kv.metrics.title'),
  request: resource => ({
    path: [products.kv.segment, namespaceOf(resource), 'metrics'],
    query: { account: resource.account },
  }),
  charts: t => [
    {
      id: 'reads',
      title: t('sections.kv.metrics.reads'),
      shape: 'amounts',
      series: [
        { id: 'reads', label: t('sections.kv.metrics.reads'), tone: 'info' },
      ],
    },
    {
      id: 'changes',
      title: t('sections.kv.metrics.changes'),
      shape: 'amounts',
      series: [
        {
          id: 'writes',
          label: t('sections.kv.metrics.writes'),
          tone: 'success',
        },
        {
          id: 'deletes',
          label: t('sections.kv.metrics.deletes'),
          tone: 'warning',
        },
      ],
    },
  ],
});

const keys = tableSection(kvTexts)<KvKey>({
  id: 'keys',
  title: t => t('sections.kv.keys.title'),
  request: resource => ({
    path: [products.kv.segment, namespaceOf(resource), 'keys'],
    query: { account: resource.account },
  }),
  columns: keyColumns,
  rowId: row => row.name,
  empty: t => ({
    title: t('sections.kv.keys.emptyTitle'),
    description: t('sections.kv.keys.emptyDescription'),
  }),
});

/** What the panel of a KV namespace reads. */
export const kvSections: readonly ProductSection[] = [metrics, keys, kvSample];
