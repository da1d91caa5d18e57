import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { demoSignInModule } from './modules/demoSignIn';

export default createApp({
  features: [catalogPlugin, demoSignInModule],
});
