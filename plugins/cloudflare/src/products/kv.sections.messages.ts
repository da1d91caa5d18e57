import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of KV. */
export const kvTexts = sectionTexts('kv', {
  metrics: {
    title: 'Operations',
    reads: 'Reads',
    changes: 'Changes',
    writes: 'Writes',
    deletes: 'Deletes',
  },
  keys: {
    title: 'Keys',
    name: 'Key',
    expires: 'Expires',
    never: 'Never',
    metadata: 'Metadata',
    withMetadata: 'Yes',
    withoutMetadata: 'No',
    emptyTitle: 'No keys',
    emptyDescription: 'The namespace holds no key at this moment.',
  },
  sample: {
    title: 'Sample',
    offer:
      'Reads the first 50 keys and their values, to tell what they are. Values are shown masked, and only to those who may see them.',
    read: 'Read a sample',
    expiring: 'Keys that expire',
    share: '{{expiring}} of {{sampled}}',
    more: 'Further keys',
    yes: 'Yes',
    no: 'No',
    kind: 'Value',
    size: 'Size',
    content: 'Content',
    masked: 'Masked: takes the permission cloudflare.read.kv.values',
    notShown: 'Not shown; hash {{hash}}',
    kinds: {
      json: 'JSON',
      text: 'Text',
      large: 'Larger than 4 KiB',
      binary: 'Binary',
      gone: 'Gone since',
      unknown: 'Not read',
    },
  },
});
