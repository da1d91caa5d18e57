import { createExtensionTester } from '@backstage/frontend-test-utils';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';
import plugin from '../index';

describe('the card of the home page', () => {
  it('can be chosen by its name', () => {
    const widget = createExtensionTester(
      plugin.getExtension('home-page-widget:cloudflare/my-cloudflare'),
    ).get(homePageWidgetDataRef);
    expect(widget).toMatchObject({
      name: 'MyCloudflare',
      title: 'My Cloudflare',
    });
  });

  it('takes another title', () => {
    const overridden = plugin
      .getExtension('home-page-widget:cloudflare/my-cloudflare')
      .override({ params: { title: 'Meine Cloud' } });
    expect(
      createExtensionTester(overridden).get(homePageWidgetDataRef),
    ).toMatchObject({ name: 'MyCloudflare', title: 'Meine Cloud' });
  });
});
