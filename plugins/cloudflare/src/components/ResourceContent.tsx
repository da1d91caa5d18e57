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
import { annotationLine } from '../catalog/annotationLine';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { CopyButton } from './CopyButton';
import { Lines } from './Lines';
import { PanelSection } from './PanelSection';
import { ProductPanel } from './ProductPanel';
import { StatusTag } from './StatusTag';
import { Tags } from './Tags';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** The tab of a Resource: its panel, who uses it, and what it uses. */
export function ResourceContent(props: { resource: CloudflareResource }) {
  const { resource } = props;
  return (
    <Flex direction="column" gap="4">
      <ProductPanel key={resource.entityRef} resource={resource} />
      <Card>
        <CardBody>
          <Flex direction="column" gap="4">
            <UsedBy resource={resource} />
            <Uses resource={resource} />
          </Flex>
        </CardBody>
      </Card>
    </Flex>
  );
}

function UsedBy(props: { resource: CloudflareResource }) {
  const { resource } = props;
  const { t } = useCloudflareTranslation();
  const entityRefs = related(resource, RELATION_DEPENDENCY_OF);
  return (
    <PanelSection heading="h2" title={t('tab.usedBy')}>
      {entityRefs.length > 0 && (
        <div>
          <EntityRefLinks entityRefs={entityRefs} />
        </div>
      )}
      {!entityRefs.some(isComponent) && <UsedByNoComponent {...props} />}
    </PanelSection>
  );
}

function UsedByNoComponent(props: { resource: CloudflareResource }) {
  const { account, name, product } = props.resource;
  const { t } = useCloudflareTranslation();
  if (!product?.annotation) {
    return <Text color="secondary">{t('tab.usedByNobody')}</Text>;
  }
  const line = annotationLine(
    product.annotation,
    formatResourceAnnotation([{ accountKey: account, qualifiedName: name }]),
  );
  return (
    <Flex direction="column" gap="1">
      <Text color="secondary">{t('tab.usedByNone')}</Text>
      <Tags>
        <code>{line}</code>
        <CopyButton value={line} what={t('tab.annotationName')} />
      </Tags>
    </Flex>
  );
}

function Uses(props: { resource: CloudflareResource }) {
  const { resource } = props;
  const { t } = useCloudflareTranslation();
  const entityRefs = related(resource, RELATION_DEPENDS_ON);
  const missing = resource.parameters.texts('danglingBindings') ?? [];
  return entityRefs.length > 0 || missing.length > 0 ? (
    <PanelSection heading="h2" title={t('tab.dependsOn')}>
      {entityRefs.length > 0 && (
        <div>
          <EntityRefLinks entityRefs={entityRefs} />
        </div>
      )}
      {missing.length > 0 && (
        <Lines items={missing}>
          {binding => (
            <Tags>
              <code>{binding}</code>
              <StatusTag tone="danger" label={t('tab.missing')} />
            </Tags>
          )}
        </Lines>
      )}
    </PanelSection>
  ) : null;
}

function isComponent(entityRef: string): boolean {
  return parseEntityRef(entityRef).kind === 'component';
}

function related(resource: CloudflareResource, type: string): string[] {
  const own = stringifyEntityRef(getCompoundEntityRef(resource.entity));
  return (resource.entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => stringifyEntityRef(parseEntityRef(relation.targetRef)))
    .filter(ref => ref !== own);
}
