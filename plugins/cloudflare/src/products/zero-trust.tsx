import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { Fact, ProductView, ResourceStatus } from './ProductView';

function facts({ parameters }: CloudflareResource, t: Translate): Fact[] {
  const providers = parameters.texts('authProviders');
  return [
    {
      label: t('zeroTrust.facts.identityProviders'),
      value: providers ? (
        providers.join(', ') || t('zeroTrust.facts.noIdentityProviders')
      ) : (
        <Absent />
      ),
    },
    {
      label: t('zeroTrust.facts.applications'),
      value: parameters.number('applicationCount') ?? <Absent />,
    },
    {
      label: t('zeroTrust.facts.policies'),
      value: parameters.number('policyCount') ?? <Absent />,
    },
    {
      label: t('zeroTrust.facts.lastAuditEvent'),
      value: <Time value={parameters.text('lastAuditEvent')} />,
    },
  ];
}

function status(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  const applications = parameters.number('applicationCount');
  const policies = parameters.number('policyCount');
  if (applications !== undefined) {
    return {
      tone: 'info',
      label: t('zeroTrust.status.applications', { count: applications }),
    };
  }
  return policies === undefined
    ? { tone: 'neutral', label: t('absent.notRead') }
    : {
        tone: 'info',
        label: t('zeroTrust.status.policies', { count: policies }),
      };
}

/** Zero Trust Access: users and the authentication log. */
export const zeroTrustView: ProductView = {
  product: products.zeroTrust,
  lastChange: resource => resource.parameters.text('lastAuditEvent'),
  status,
  facts,
  sections: () =>
    import('./zero-trust.sections').then(
      ({ zeroTrustSections }) => zeroTrustSections,
    ),
};
