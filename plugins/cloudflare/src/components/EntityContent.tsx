import { useEntity } from '@backstage/plugin-catalog-react';
import { readCloudflareResource } from '../catalog/cloudflareResource';
import { ComponentContent } from './ComponentContent';
import { ResourceContent } from './ResourceContent';

/** The tab "Cloudflare" of an entity. */
export function EntityContent() {
  const { entity } = useEntity();
  const resource = readCloudflareResource(entity);
  return resource ? (
    <ResourceContent resource={resource} />
  ) : (
    <ComponentContent entity={entity} />
  );
}
