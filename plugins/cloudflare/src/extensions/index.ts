export { cloudflareApi } from './apis';
export { cloudflareCatalogFilters } from './catalogFilters';
export { cloudflareEntityContent } from './entityContents';
export { cloudflareEntityIconLink } from './entityIconLinks';
export { myCloudflareWidget } from './homePageWidgets';
export { cloudflarePage, cloudflareSubPages } from './pages';
