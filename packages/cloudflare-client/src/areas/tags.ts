import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { TagsArea } from '../CloudflareClient';
import { maybe, textRecord } from '../parsing';
import type { Subject } from '../transport/envelope';
import { readCursored } from '../transport/listed';

const TAGS: Subject = {
  area: 'tags',
  what: 'the tags of the resources',
  permission: 'com.cloudflare.api.account.tag.list',
};

const taggedResourceSchema = z.object({
  id: z.string(),
  type: z.string(),
  name: maybe(z.string()),
  tags: textRecord,
});

/** Tags over all products. */
export const tagsArea: AreaDefinition<TagsArea> = {
  requests: ['GET /accounts/{account}/tags/resources'],
  create: connection => ({
    list: options =>
      readCursored({
        subject: TAGS,
        schema: taggedResourceSchema,
        identify: resource => `${resource.type} ${resource.id}`,
        read: cursor =>
          connection.read(TAGS, options, (sdk, send) =>
            sdk.resourceTagging.list(
              { account_id: connection.accountId, ...(cursor && { cursor }) },
              send,
            ),
          ),
      }),
  }),
};
