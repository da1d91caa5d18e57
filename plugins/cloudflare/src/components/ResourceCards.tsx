import { useEffect, useId, useRef } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { ProductPanel } from './ProductPanel';
import { ResourceCard } from './ResourceCard';
import styles from './ResourceCards.module.css';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import { useUrlViewState } from './useViewState';

/** A card for each resource, and the panel of the one that is chosen. */
export function ResourceCards(props: {
  resources: readonly CloudflareResource[];
}) {
  const { resources } = props;
  const { t } = useCloudflareTranslation();
  const view = useUrlViewState();
  const panelId = useId();
  const panel = useRef<HTMLElement>(null);
  const isToBeFocused = useRef(false);
  const isAlone = resources.length === 1;
  const chosen = view.read('resource');
  const open = resources.find(
    resource => isAlone || nameInUrl(resource) === chosen,
  );
  useEffect(() => {
    // Only whoever opened it goes there: a link opens it without a jump.
    if (isToBeFocused.current) {
      isToBeFocused.current = false;
      panel.current?.focus();
    }
  }, [open]);
  return (
    <>
      <ul aria-label={t('card.list')} className={styles.cards}>
        {resources.map(resource => (
          <li key={resource.entityRef}>
            <ResourceCard
              resource={resource}
              toggle={
                isAlone
                  ? undefined
                  : {
                      isOpen: resource === open,
                      panelId,
                      onPress: () => {
                        const isOpening = resource !== open;
                        isToBeFocused.current = isOpening;
                        view.write({
                          resource: isOpening ? nameInUrl(resource) : '',
                        });
                      },
                    }
              }
            />
          </li>
        ))}
      </ul>
      {open && (
        <ProductPanel
          key={open.entityRef}
          panelRef={panel}
          id={panelId}
          resource={open}
          hasCard
        />
      )}
    </>
  );
}

function nameInUrl({ entity }: CloudflareResource): string {
  const { name, namespace = 'default' } = entity.metadata;
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
