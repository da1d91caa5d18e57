import { Entity } from '@backstage/catalog-model';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { resourceAnnotations } from '@cloudflare-backstage/plugin-cloudflare-common';
import { NamedResource } from '../catalog/linkedResources';
import { useLinkedResources } from '../catalog/useLinkedResources';
import { viewOf } from '../products';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import { ProductPanel } from './ProductPanel';
import { LoadingNotice, NotAnnotatedNotice } from './StateBoundary';

/** More are not read at once; people open what they want to see. */
const OPEN_PANELS = 3;

/** The tab of a Component: a panel for each of its Cloudflare resources. */
export function ComponentContent(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useCloudflareTranslation();
  const { value, error, retry } = useLinkedResources(entity);
  if (error) {
    return (
      <Alert
        status="danger"
        icon
        title={t('tab.failed')}
        description={error.message}
        customActions={
          <Button size="small" variant="secondary" onPress={retry}>
            {t('retry')}
          </Button>
        }
      />
    );
  }
  if (!value) {
    return <LoadingNotice />;
  }
  const { resources, unknown } = value;
  if (resources.length === 0 && unknown.length === 0) {
    return <NotAnnotatedNotice annotations={resourceAnnotations} />;
  }
  return (
    <Flex direction="column" gap="4">
      {unknown
        .filter(({ product }) => viewOf(product))
        .map(named => (
          <UnknownNotice
            key={`${named.annotation} ${named.accountKey}::${named.qualifiedName}`}
            named={named}
          />
        ))}
      {resources.map((resource, index) => (
        <ProductPanel
          key={resource.entityRef}
          resource={resource}
          initiallyOpen={index < OPEN_PANELS}
        />
      ))}
      <UnreadNotice named={unknown.filter(({ product }) => !viewOf(product))} />
    </Flex>
  );
}

/** An annotation names what the catalog does not hold. */
function UnknownNotice(props: { named: NamedResource }) {
  const { accountKey, annotation, product, qualifiedName } = props.named;
  const { t } = useCloudflareTranslation();
  return (
    <Alert
      status="warning"
      icon
      title={t('tab.unknownTitle')}
      description={`${t('tab.unknown', {
        what: product.resourceTitle,
        name: qualifiedName,
        account: accountKey,
      })} ${t('tab.unknownHelp', { annotation })}`}
    />
  );
}

/** Annotations name resources of products that this version does not read. */
function UnreadNotice(props: { named: readonly NamedResource[] }) {
  const { named } = props;
  const { t } = useCloudflareTranslation();
  return named.length > 0 ? (
    <Text color="secondary">
      {t('tab.unread', {
        names: named
          .map(
            ({ product, qualifiedName }) =>
              `${product.resourceTitle} ${qualifiedName}`,
          )
          .join(', '),
      })}
    </Text>
  ) : null;
}
