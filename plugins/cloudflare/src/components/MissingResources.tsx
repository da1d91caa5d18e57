import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Alert } from '@backstage/ui';
import {
  LinkState,
  Product,
  products,
  ResourceLink,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useReading } from '../api/useReading';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { isNamedBy, NamedResource } from '../catalog/linkedResources';
import { LoadingNotice } from './StateBoundary';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** What an annotation names, and what became of it as far as that is known. */
interface MissingResource extends NamedResource {
  state: LinkState | 'undecided';
}

const TONES: Record<MissingResource['state'], 'info' | 'warning'> = {
  visible: 'info',
  'not-visible': 'info',
  'not-read': 'info',
  'not-imported': 'warning',
  'unknown-account': 'warning',
  'not-found': 'warning',
  undecided: 'warning',
};

/**
 * Tells what became of the resources that annotations name and the catalog does
 * not show. The backend knows; without its answer, nobody says which it is.
 */
export function MissingResources(props: {
  entity: Entity;
  /** What the catalog shows. */
  resources: readonly CloudflareResource[];
  /** What it does not. */
  unknown: readonly NamedResource[];
}) {
  const { entity, resources, unknown } = props;
  const { error, response } = useReading<ResourceLink[]>({
    path: ['links'],
    query: { component: stringifyEntityRef(entity) },
  });
  if (!response && !error) {
    return <LoadingNotice />;
  }
  const links = response?.data ?? [];
  const missing: MissingResource[] = [
    ...links
      .map(toMissing)
      .filter(link => !resources.some(resource => isNamedBy(resource, link))),
    ...unknown
      .filter(({ annotation }) =>
        links.every(link => link.annotation !== annotation),
      )
      .map(named => ({ ...named, state: 'undecided' as const })),
  ];
  return (
    <>
      {missing.map(resource => (
        <MissingNotice
          key={`${resource.annotation} ${resource.accountKey}::${resource.qualifiedName}`}
          resource={resource}
        />
      ))}
    </>
  );
}

function MissingNotice(props: { resource: MissingResource }) {
  const { accountKey, annotation, product, qualifiedName, state } =
    props.resource;
  const { t } = useCloudflareTranslation();
  const words = {
    what: product.resourceTitle,
    product: product.title,
    name: qualifiedName,
    account: accountKey,
    annotation,
  };
  return (
    <Alert
      status={TONES[state]}
      icon
      title={t(`link.${state}.title`, words)}
      description={t(`link.${state}.help`, words)}
    />
  );
}

function toMissing(link: ResourceLink): MissingResource {
  const product: Product = products[link.product];
  return {
    product,
    annotation: link.annotation,
    accountKey: link.account,
    qualifiedName: link.name,
    state: link.state,
  };
}
