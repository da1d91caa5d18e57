import {
  AccessAuditEvent,
  products,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { tableSection, wholeTableSection } from '../components/sections';
import { ProductSection } from './ProductView';
import { auditList, userList } from './zero-trust.lists';
import { zeroTrustTexts } from './zero-trust.sections.messages';

const product = products.zeroTrust;

const users = wholeTableSection(zeroTrustTexts)<ZeroTrustUser>({
  ...userList,
  id: 'users',
  title: t => t('zeroTrust.users.title'),
  request: ({ account }) => ({
    path: [product.segment, 'users'],
    query: { account },
  }),
});

const audit = tableSection(zeroTrustTexts)<AccessAuditEvent>({
  ...auditList,
  id: 'audit',
  title: t => t('zeroTrust.audit.title'),
  request: ({ account }) => ({
    path: [product.segment, 'access', 'audit'],
    query: { account },
  }),
});

/** What the panel of Zero Trust reads. */
export const zeroTrustSections: readonly ProductSection[] = [users, audit];
