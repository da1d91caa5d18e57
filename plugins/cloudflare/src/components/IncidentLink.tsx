import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { incidentUrl } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ExternalLink } from './ExternalLink';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** Links to the tickets about an event, where a ticket search is configured. */
export function IncidentLink(props: {
  /** A ray id, or the id of an audit event. */
  id: string;
}) {
  const { id } = props;
  const { t } = useCloudflareTranslation();
  const template = useApi(configApiRef).getOptionalString(
    'cloudflare.incidents.linkTemplate',
  );
  const url = template && incidentUrl(template, id);
  return url ? (
    <ExternalLink
      href={url}
      to="configured"
      label={t('incidents.label', { id })}
    >
      {t('incidents.tickets')}
    </ExternalLink>
  ) : null;
}
