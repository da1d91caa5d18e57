import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Badge, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { Ref, useId } from 'react';
import { attentionOf } from '../catalog/attention';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { useProductionEnvironments } from '../catalog/useProductionEnvironments';
import { viewOf } from '../products';
import { AccountSection } from './AccountSection';
import { AttentionList } from './AttentionList';
import { ExternalLink } from './ExternalLink';
import { FactList } from './FactList';
import styles from './ProductPanel.module.css';
import { ProductSections } from './ProductSections';
import { resourceFacts } from './resourceFacts';
import { StatusTag } from './StatusTag';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** A Cloudflare resource: what the catalog knows, and what its routes tell. */
export function ProductPanel(props: {
  resource: CloudflareResource;
  id?: string;
  panelRef?: Ref<HTMLElement>;
  /** A card tells already what is told of a resource of any product. */
  hasCard?: boolean;
}) {
  const { hasCard = false, id, panelRef, resource } = props;
  const { dashboardUrl, environment, product, title } = resource;
  const { t } = useCloudflareTranslation();
  const production = useProductionEnvironments();
  const headingId = useId();
  const view = product && viewOf(product);
  const status = view?.status(resource, t);
  const facts = [
    ...(hasCard ? [] : resourceFacts(resource, t)),
    ...(view?.facts(resource, t) ?? []),
  ];
  return (
    <section
      ref={panelRef}
      id={id}
      aria-labelledby={headingId}
      tabIndex={-1}
      className={styles.panel}
    >
      <Card>
        <CardHeader>
          <Flex
            justify="between"
            align="center"
            gap="3"
            className={styles.header}
          >
            <Flex direction="column" gap="0">
              <Flex align="center" gap="2" className={styles.header}>
                <Text as="h2" variant="title-x-small" id={headingId}>
                  {hasCard ? (
                    title
                  ) : (
                    <EntityRefLink
                      entityRef={resource.entityRef}
                      title={title}
                    />
                  )}
                </Text>
                {environment && <Badge size="small">{environment}</Badge>}
                {!hasCard && status && <StatusTag {...status} />}
              </Flex>
              <Text color="secondary">
                {product?.resourceTitle ?? t('panel.accountTitle')}
              </Text>
            </Flex>
            {!hasCard && dashboardUrl && (
              <ExternalLink
                href={dashboardUrl}
                to="dashboard"
                label={t('panel.dashboardLabel', { name: title })}
              >
                {t('panel.dashboard')}
              </ExternalLink>
            )}
          </Flex>
        </CardHeader>
        <CardBody>
          <Flex direction="column" gap="6">
            {!hasCard && (
              <AttentionList attention={attentionOf(resource, production)} />
            )}
            {facts.length > 0 && <FactList facts={facts} />}
            {!product && <AccountSection account={resource.account} />}
            {product && (
              <ProductSections resource={resource} product={product} />
            )}
          </Flex>
        </CardBody>
      </Card>
    </section>
  );
}
