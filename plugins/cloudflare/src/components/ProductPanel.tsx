import {
  Badge,
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useState } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { viewOf } from '../products';
import { Fact } from '../products/ProductView';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { Absent } from './Absent';
import { AccountSection } from './AccountSection';
import { ExternalLink } from './ExternalLink';
import { FactList } from './FactList';
import { PanelSection } from './PanelSection';
import styles from './ProductPanel.module.css';

/** A Cloudflare resource: what the catalog knows, and what its routes tell. */
export function ProductPanel(props: {
  resource: CloudflareResource;
  /** Its routes are read at once, not only when somebody opens the panel. */
  initiallyOpen?: boolean;
}) {
  const { initiallyOpen = true, resource } = props;
  const { product, title } = resource;
  const { t } = useCloudflareTranslation();
  const [isOpen, setOpen] = useState(initiallyOpen);
  const view = viewOf(product);
  return (
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
              <Text as="h2" variant="title-x-small">
                <EntityRefLink entityRef={resource.entityRef} title={title} />
              </Text>
              {resource.environment && (
                <Badge size="small">{resource.environment}</Badge>
              )}
            </Flex>
            <Text color="secondary">
              {product?.resourceTitle ?? t('panel.accountTitle')}
            </Text>
          </Flex>
          <Flex align="center" gap="3">
            {resource.dashboardUrl && (
              <ExternalLink
                href={resource.dashboardUrl}
                label={t('panel.dashboardLabel', { name: title })}
              >
                {t('panel.dashboard')}
              </ExternalLink>
            )}
            <Button
              size="small"
              variant="secondary"
              aria-expanded={isOpen}
              aria-label={t(isOpen ? 'panel.hideLabel' : 'panel.showLabel', {
                name: title,
              })}
              onPress={() => setOpen(!isOpen)}
            >
              {t(isOpen ? 'panel.hide' : 'panel.show')}
            </Button>
          </Flex>
        </Flex>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="6">
          <FactList
            facts={[
              ...commonFacts(resource, t),
              ...(view?.facts(resource, t) ?? []),
            ]}
          />
          {isOpen && !product && <AccountSection account={resource.account} />}
          {isOpen &&
            product &&
            view?.sections.map(({ Content, id, title: sectionTitle }) => (
              <PanelSection key={id} title={sectionTitle(t)}>
                <Content resource={resource} product={product} />
              </PanelSection>
            ))}
        </Flex>
      </CardBody>
    </Card>
  );
}

function commonFacts(resource: CloudflareResource, t: Translate): Fact[] {
  return [
    { label: t('panel.account'), value: resource.account },
    {
      label: t('panel.owner'),
      value: resource.owner ? (
        <EntityRefLink entityRef={resource.owner} defaultKind="group" />
      ) : (
        <Absent reason={t('absent.noOwner')} />
      ),
    },
  ];
}
