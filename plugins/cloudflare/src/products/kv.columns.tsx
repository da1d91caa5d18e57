import { KvKey } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { ProductColumn } from '../components/tableColumns';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { kvTexts } from './kv.sections.messages';

/**
 * How routes know a namespace: a title can be longer than a path segment, and
 * entities hold it without what could disturb a reader.
 */
export function namespaceOf({ name, parameters }: CloudflareResource): string {
  return parameters.text('namespaceId') ?? name;
}

/** What is told of every key. */
export function keyColumns<T extends KvKey>(
  t: SectionTranslate<typeof kvTexts>,
): ProductColumn<T>[] {
  const metadataOf = ({ hasMetadata }: T) =>
    t(
      hasMetadata
        ? 'sections.kv.keys.withMetadata'
        : 'sections.kv.keys.withoutMetadata',
    );
  return [
    {
      id: 'name',
      label: t('sections.kv.keys.name'),
      isRowHeader: true,
      share: 3,
      value: row => row.name,
      cell: row => row.name,
    },
    {
      id: 'expires',
      label: t('sections.kv.keys.expires'),
      value: row => row.expiresAt,
      cell: ({ expiresAt }) =>
        expiresAt ? (
          <Time value={expiresAt} />
        ) : (
          <Absent reason={t('sections.kv.keys.never')} />
        ),
    },
    {
      id: 'metadata',
      label: t('sections.kv.keys.metadata'),
      value: metadataOf,
      cell: metadataOf,
    },
  ];
}
