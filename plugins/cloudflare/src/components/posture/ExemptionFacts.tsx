import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { PostureExemption } from '@cloudflare-backstage/plugin-cloudflare-common';
import { entityTitle } from '../../catalog/entityTitle';
import { ExternalLink } from '../ExternalLink';
import { FactList } from '../FactList';
import { Time } from '../Time';
import { useSectionTranslation } from '../useSectionTranslation';
import { resultDetailTexts } from './resultDetail.messages';

/** Why a result does not count, who said so, and until when. */
export function ExemptionFacts(props: { exemption: PostureExemption }) {
  const { approvedBy, expiresAt, reason, requestedBy, ticketUrl } =
    props.exemption;
  const { t } = useSectionTranslation(resultDetailTexts);
  const person = (label: string, ref: string) => ({
    label,
    value: <EntityRefLink entityRef={ref} title={entityTitle(ref, 'user')} />,
  });
  return (
    <FactList
      facts={[
        { label: t('sections.resultDetail.exemption.reason'), value: reason },
        person(t('sections.resultDetail.exemption.requestedBy'), requestedBy),
        ...(approvedBy
          ? [
              person(
                t('sections.resultDetail.exemption.approvedBy'),
                approvedBy,
              ),
            ]
          : []),
        {
          label: t('sections.resultDetail.exemption.expires'),
          value: <Time value={expiresAt} />,
        },
        ...(ticketUrl
          ? [
              {
                label: t('sections.resultDetail.exemption.ticket'),
                value: (
                  <ExternalLink href={ticketUrl} to="configured">
                    {ticketUrl}
                  </ExternalLink>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
