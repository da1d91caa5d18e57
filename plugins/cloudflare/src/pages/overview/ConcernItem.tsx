import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { StatusTag } from '../../components/StatusTag';
import { Time } from '../../components/Time';
import { useCloudflareTranslation } from '../../components/useCloudflareTranslation';
import { Concern, Place } from './Concern';
import styles from './NeedsAttention.module.css';

/** One thing that needs attention: how much, what, where, and what to do. */
export function ConcernItem(props: { concern: Concern }) {
  const { more, places, severity, time, title, todo, why } = props.concern;
  const { t } = useCloudflareTranslation();
  return (
    <li className={styles.concern}>
      <div className={styles.severity}>
        <StatusTag
          tone={severity}
          label={t(`overview.attention.severity.${severity}`)}
        />
      </div>
      <Flex direction="column" gap="1" className={styles.words}>
        <Text as="p" weight="bold">
          {title}
        </Text>
        {why && <Text as="p">{why}</Text>}
        {time && (
          <Text as="p" variant="body-small" color="secondary">
            {time.label} <Time value={time.value} />
          </Text>
        )}
        <Text as="p" color="secondary">
          {todo}
        </Text>
        <ul className={styles.places}>
          {places.map(place => (
            <li key={place.kind === 'page' ? place.href : place.entityRef}>
              <PlaceLink place={place} />
            </li>
          ))}
          {more !== undefined && (
            <li>
              <Text color="secondary">
                {t('overview.attention.more', { count: more })}
              </Text>
            </li>
          )}
        </ul>
      </Flex>
    </li>
  );
}

function PlaceLink(props: { place: Place }) {
  const { place } = props;
  return place.kind === 'page' ? (
    <Link href={place.href}>{place.title}</Link>
  ) : (
    <>
      <EntityRefLink entityRef={place.entityRef} title={place.title} />
      {place.note && (
        <Text as="span" variant="body-small" color="secondary">
          {` ${place.note}`}
        </Text>
      )}
    </>
  );
}
