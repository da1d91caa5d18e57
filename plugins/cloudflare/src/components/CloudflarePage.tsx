import { ComponentType, lazy } from 'react';
import { Header, Page, RoutedTabs } from '@backstage/core-components';
import { Navigate, Route, Routes } from 'react-router-dom';
import { subPages } from '../subPages';
import { useCloudflareTranslation } from './useCloudflareTranslation';

const tabs = subPages.map(({ path, loader }) => {
  const SubPage = lazy(async () => ({
    default: (await loader()) as ComponentType,
  }));
  return { path, children: <SubPage /> };
});

/**
 * The page `/cloudflare` of the old frontend system, which has no sub-pages of
 * its own.
 */
export function CloudflarePage() {
  const { t } = useCloudflareTranslation();
  const routes = tabs.map(tab => ({
    ...tab,
    title: t(`titles.subPages.${tab.path}`),
  }));
  return (
    <Page themeId="tool">
      <Header title={t('titles.page')} />
      <Routes>
        <Route index element={<Navigate to={tabs[0].path} replace />} />
        <Route path="*" element={<RoutedTabs routes={routes} />} />
      </Routes>
    </Page>
  );
}
