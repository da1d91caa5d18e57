import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { readCloudflareResource } from '../catalog/cloudflareResource';
import { ComponentContent } from './ComponentContent';
import { Legible } from './Legible';
import { ResourceContent } from './ResourceContent';

/** The tab "Cloudflare" of an entity. */
export function EntityContent() {
  const { entity } = useEntity();
  const resource = readCloudflareResource(entity);
  return (
    <Legible>
      {resource ? (
        <ResourceContent key={resource.entityRef} resource={resource} />
      ) : (
        <ComponentContent key={stringifyEntityRef(entity)} entity={entity} />
      )}
    </Legible>
  );
}
