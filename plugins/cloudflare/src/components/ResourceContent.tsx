import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { formatResourceAnnotation } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import { PanelSection } from './PanelSection';
import { ProductPanel } from './ProductPanel';

/** The tab of a Resource: its panel, and who uses it. */
export function ResourceContent(props: { resource: CloudflareResource }) {
  const { resource } = props;
  const { t } = useCloudflareTranslation();
  const usedBy = related(resource, RELATION_DEPENDENCY_OF);
  const uses = related(resource, RELATION_DEPENDS_ON);
  return (
    <Flex direction="column" gap="4">
      <ProductPanel key={resource.entityRef} resource={resource} />
      <Card>
        <CardBody>
          <Flex direction="column" gap="4">
            <PanelSection heading="h2" title={t('tab.usedBy')}>
              {usedBy.length > 0 ? (
                <EntityRefLinks entityRefs={usedBy} />
              ) : (
                <UsedByNobody resource={resource} />
              )}
            </PanelSection>
            {uses.length > 0 && (
              <PanelSection heading="h2" title={t('tab.dependsOn')}>
                <EntityRefLinks entityRefs={uses} />
              </PanelSection>
            )}
          </Flex>
        </CardBody>
      </Card>
    </Flex>
  );
}

function UsedByNobody(props: { resource: CloudflareResource }) {
  const { account, name, product } = props.resource;
  const { t } = useCloudflareTranslation();
  return (
    <Text color="secondary">
      {product?.annotation
        ? t('tab.usedByNone', {
            annotation: product.annotation,
            value: formatResourceAnnotation([
              { accountKey: account, qualifiedName: name },
            ]),
          })
        : t('tab.usedByNobody')}
    </Text>
  );
}

function related(resource: CloudflareResource, type: string): string[] {
  const own = stringifyEntityRef(getCompoundEntityRef(resource.entity));
  return (resource.entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => stringifyEntityRef(parseEntityRef(relation.targetRef)))
    .filter(ref => ref !== own);
}
