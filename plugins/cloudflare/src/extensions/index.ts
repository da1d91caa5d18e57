export { cloudflareApi } from './apis';
export { cloudflareCatalogFilters } from './catalogFilters';
export { cloudflarePostureCard } from './entityCards';
export { cloudflareEntityContent } from './entityContents';
export { cloudflareEntityIconLink } from './entityIconLinks';
export { myCloudflareWidget, myFailingChecksWidget } from './homePageWidgets';
export { cloudflarePage, cloudflareSubPages } from './pages';
