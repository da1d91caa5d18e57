import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { attentionOf } from '../catalog/attention';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { useProductionEnvironments } from '../catalog/useProductionEnvironments';
import { viewOf } from '../products';
import { Absent } from './Absent';
import { AttentionList } from './AttentionList';
import { ExternalLink } from './ExternalLink';
import { FactList } from './FactList';
import { resourceFacts } from './resourceFacts';
import styles from './ResourceCard.module.css';
import { StatusTag } from './StatusTag';
import { Time } from './Time';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** A Cloudflare resource at a glance, as the catalog tells it. */
export function ResourceCard(props: {
  resource: CloudflareResource;
  /** Shows and hides its panel; absent where the panel is always there. */
  toggle?: {
    isOpen: boolean;
    /** Id of the panel's element. */
    panelId: string;
    onPress: () => void;
  };
}) {
  const { resource, toggle } = props;
  const { dashboardUrl, entityRef, environment, product, title } = resource;
  const { t } = useCloudflareTranslation();
  const production = useProductionEnvironments();
  const view = product && viewOf(product);
  const status = view?.status(resource, t);
  return (
    <Card className={styles.card}>
      <CardHeader>
        <Flex direction="column" align="start" gap="1">
          <Text as="h2" variant="title-x-small" className={styles.title}>
            <EntityRefLink entityRef={entityRef} title={title} />
          </Text>
          <Text color="secondary">
            {product?.resourceTitle ?? t('panel.accountTitle')}
          </Text>
          {status && <StatusTag {...status} />}
        </Flex>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          <AttentionList attention={attentionOf(resource, production)} />
          <FactList
            facts={[
              {
                label: t('card.environment'),
                value: environment ?? (
                  <Absent reason={t('card.noEnvironment')} />
                ),
              },
              {
                label: t('card.lastChange'),
                value: <Time value={view?.lastChange(resource)} />,
              },
              ...resourceFacts(resource, t),
            ]}
          />
        </Flex>
      </CardBody>
      <CardFooter>
        <Flex
          justify="between"
          align="center"
          gap="2"
          className={styles.actions}
        >
          {toggle && (
            <Button
              size="small"
              variant="secondary"
              aria-expanded={toggle.isOpen}
              aria-controls={toggle.isOpen ? toggle.panelId : undefined}
              aria-label={t(
                toggle.isOpen ? 'card.hideLabel' : 'card.showLabel',
                {
                  name: title,
                },
              )}
              onPress={toggle.onPress}
            >
              {t(toggle.isOpen ? 'card.hide' : 'card.show')}
            </Button>
          )}
          {dashboardUrl && (
            <ExternalLink
              href={dashboardUrl}
              to="dashboard"
              label={t('panel.dashboardLabel', { name: title })}
            >
              {t('panel.dashboard')}
            </ExternalLink>
          )}
        </Flex>
      </CardFooter>
    </Card>
  );
}
