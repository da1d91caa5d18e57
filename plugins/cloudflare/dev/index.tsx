import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import cloudflarePlugin from '../src';

createDevApp({ features: [catalogPlugin, cloudflarePlugin] });
