import { ComponentType, lazy } from 'react';
import { Header, Page, RoutedTabs } from '@backstage/core-components';
import { Navigate, Route, Routes } from 'react-router-dom';
import { subPages } from '../subPages';

const tabs = subPages.map(({ path, title, loader }) => {
  const SubPage = lazy(async () => ({
    default: (await loader()) as ComponentType,
  }));
  return { path, title, children: <SubPage /> };
});

/**
 * The page `/cloudflare` of the old frontend system, which has no sub-pages of
 * its own.
 */
export function CloudflarePage() {
  return (
    <Page themeId="tool">
      <Header title="Cloudflare" />
      <Routes>
        <Route index element={<Navigate to={tabs[0].path} replace />} />
        <Route path="*" element={<RoutedTabs routes={tabs} />} />
      </Routes>
    </Page>
  );
}
