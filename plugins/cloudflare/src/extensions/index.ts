export { cloudflareApi } from './apis';
export { cloudflareEntityContent } from './entityContents';
export { cloudflarePage, deploymentsSubPage, inventorySubPage } from './pages';
