import { createExtensionTester } from '@backstage/frontend-test-utils';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';
import plugin from '../index';

describe('the cards of the home page', () => {
  it.each([
    ['my-cloudflare' as const, 'MyCloudflare', 'My Cloudflare'],
    ['my-failing-checks' as const, 'MyFailingChecks', 'My failing checks'],
  ])('can be chosen by their names: %s', (extension, name, title) => {
    const widget = createExtensionTester(
      plugin.getExtension(`home-page-widget:cloudflare/${extension}`),
    ).get(homePageWidgetDataRef);
    expect(widget).toMatchObject({ name, title });
  });

  it('take another title', () => {
    const overridden = plugin
      .getExtension('home-page-widget:cloudflare/my-cloudflare')
      .override({ params: { title: 'Meine Cloud' } });
    expect(
      createExtensionTester(overridden).get(homePageWidgetDataRef),
    ).toMatchObject({ name: 'MyCloudflare', title: 'Meine Cloud' });
  });
});
