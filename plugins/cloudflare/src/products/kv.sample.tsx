import { Button, Flex, Text } from '@backstage/ui';
import {
  KvSample,
  KvSampledKey,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { Absent } from '../components/Absent';
import { quantityText } from '../components/quantityText';
import { detailList, factsSection } from '../components/sections';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../components/useSectionTranslation';
import { keyColumns, namespaceOf } from './kv.columns';
import { ProductSection } from './ProductView';
import { kvTexts } from './kv.sections.messages';

const sampledKeys = detailList(kvTexts)<KvSample, KvSampledKey>({
  id: 'sampled-keys',
  title: t => t('sections.kv.keys.title'),
  rows: ({ keys }) => keys,
  columns: t => [
    ...keyColumns<KvSampledKey>(t),
    {
      id: 'kind',
      label: t('sections.kv.sample.kind'),
      value: ({ kind }) => t(`sections.kv.sample.kinds.${kind}`),
      cell: ({ kind }) => t(`sections.kv.sample.kinds.${kind}`),
    },
    {
      id: 'size',
      label: t('sections.kv.sample.size'),
      value: row => row.size,
      cell: ({ size }) =>
        size === undefined ? <Absent /> : quantityText(size, 'bytes'),
    },
    {
      id: 'content',
      label: t('sections.kv.sample.content'),
      share: 3,
      value: row => row.value ?? row.hash,
      cell: row => row.value ?? <Absent reason={whyNoContent(row, t)} />,
    },
  ],
  rowId: row => row.name,
  none: t => t('sections.kv.keys.emptyTitle'),
});

const sample = factsSection(kvTexts)<KvSample>({
  id: 'sample',
  title: t => t('sections.kv.sample.title'),
  request: resource => ({
    path: [products.kv.segment, namespaceOf(resource), 'sample'],
    query: { account: resource.account },
  }),
  facts: ({ keys, withExpiry, more }, t) => [
    {
      label: t('sections.kv.sample.expiring'),
      value: t('sections.kv.sample.share', {
        expiring: quantityText(withExpiry, 'count'),
        sampled: quantityText(keys.length, 'count'),
      }),
    },
    {
      label: t('sections.kv.sample.more'),
      value: t(more ? 'sections.kv.sample.yes' : 'sections.kv.sample.no'),
    },
  ],
  lists: [sampledKeys],
});

function whyNoContent(
  { kind, hash }: KvSampledKey,
  t: SectionTranslate<typeof kvTexts>,
): string | undefined {
  if (kind === 'json' || kind === 'text') {
    return t('sections.kv.sample.masked');
  }
  return hash && t('sections.kv.sample.notShown', { hash });
}

/** A sample of keys. It reads what customers stored: only when it is asked for. */
export const kvSample: ProductSection = {
  ...sample,
  Content: props => {
    const { t } = useSectionTranslation(kvTexts);
    const [isAsked, setAsked] = useState(false);
    if (isAsked) {
      return <sample.Content {...props} />;
    }
    return (
      <Flex direction="column" gap="2" align="start">
        <Text as="p" color="secondary">
          {t('sections.kv.sample.offer')}
        </Text>
        <Button variant="secondary" onPress={() => setAsked(true)}>
          {t('sections.kv.sample.read')}
        </Button>
      </Flex>
    );
  },
};
