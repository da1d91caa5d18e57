import {
  PagesDeployment,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { accessSection } from '../components/accessSection';
import { evidenceAction } from '../components/evidence/evidenceAction';
import { timelineSection } from '../components/sections';
import { deploymentColumns, deploymentEntry } from './pages.deployments';
import { ProductSection } from './ProductView';
import { pagesTexts } from './pages.sections.messages';

const product = products.pages;

const deployments = timelineSection(pagesTexts)<PagesDeployment>({
  id: 'deployments',
  title: t => t('sections.pages.deployments.title'),
  action: evidenceAction('deployment-provenance', 'pages'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'deployments'],
    query: { account },
  }),
  rowId: deployment => deployment.id,
  columns: deploymentColumns,
  entry: deploymentEntry,
  empty: t => ({
    title: t('sections.pages.deployments.emptyTitle'),
    description: t('sections.pages.deployments.emptyDescription'),
    docsUrl: 'https://developers.cloudflare.com/pages/get-started/',
  }),
});

const access = accessSection({
  path: ({ name }) => [product.segment, name, 'access'],
});

/** What the panel of a Pages project reads. */
export const pagesSections: readonly ProductSection[] = [deployments, access];
