// Not part of the built app: it shows that the entries' types can be found.
import { createApp } from '@backstage/frontend-defaults';
import cloudflarePlugin, {
  cloudflareApiRef,
  isCloudflareAvailable,
} from '@cloudflare-backstage/plugin-cloudflare';
import { cloudflareTranslationRef } from '@cloudflare-backstage/plugin-cloudflare/translation';

export const app = createApp({ features: [cloudflarePlugin] });
export const names: string[] = [
  cloudflareApiRef.id,
  cloudflareTranslationRef.id,
  isCloudflareAvailable.name,
];
