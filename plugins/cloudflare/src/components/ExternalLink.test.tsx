import {
  MockConfigApi,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { configApiRef } from '@backstage/core-plugin-api';
import { screen } from '@testing-library/react';
import { ExternalLink } from './ExternalLink';
import { Destination } from './externalUrl';

async function show(
  [to, href, text = 'There']: readonly [Destination, string, string?],
  ciHosts?: string[],
) {
  const config = new MockConfigApi({
    cloudflare: { provenance: { ...(ciHosts && { ciHosts }) } },
  });
  await renderInTestApp(
    <TestApiProvider apis={[[configApiRef, config]]}>
      <ExternalLink href={href} to={to}>
        {text}
      </ExternalLink>
    </TestApiProvider>,
  );
  return screen.queryByRole('link', { name: new RegExp(`^${text}`) });
}

describe('ExternalLink', () => {
  it.each([
    ['dashboard', 'https://dash.cloudflare.com/abc/workers'],
    ['dashboard', 'https://one.dash.cloudflare.com/abc'],
    ['docs', 'https://developers.cloudflare.com/pages/'],
    ['source', 'https://github.com/acme/api/commit/1a2b3c4'],
    ['source', 'https://gitlab.com/acme/api/-/pipelines/7'],
    ['deployment', 'https://a1b2.acme-docs.pages.dev'],
    ['shown', 'https://acme.example', 'acme.example'],
    ['shown', 'https://acme.example', 'https://acme.example'],
    ['configured', 'https://tickets.example.com/search?q=1'],
  ] as const)('leads to the %s %s', async (...link) => {
    const shown = await show(link);
    expect(shown).toHaveAttribute('href', link[1]);
    expect(shown).toHaveAttribute('target', '_blank');
    expect(shown).toHaveAttribute('rel', 'noopener noreferrer');
  });

  it.each([
    ['dashboard', 'https://dash.cloudflare.com.evil.example/abc'],
    ['dashboard', 'https://evil.example/dash.cloudflare.com'],
    ['docs', 'https://evil.example/'],
    ['source', 'https://github.com.evil.example/acme/api'],
    ['source', 'https://evil.example/acme/api/commit/1a2b3c4'],
    ['deployment', 'https://evil.example/a.pages.dev'],
    ['deployment', 'https://pages.dev'],
    ['shown', 'https://evil.example', 'acme.example'],
    ['shown', 'https://acme.example/login', 'acme.example'],
    // Looks like the other, and is not.
    ['shown', 'https://аcme.example', 'аcme.example'],
    ['configured', 'http://tickets.example.com/'],
    ['configured', 'data:text/html,x'],
    ['configured', `${'javascript'}:alert(1)`],
    ['configured', '//tickets.example.com/'],
    ['configured', '/catalog'],
    ['source', 'https://github.com@evil.example/acme'],
    ['source', 'https://sam:secret@github.com/acme'],
  ] as const)('is text instead of the %s %s', async (...link) => {
    expect(await show(link)).toBeNull();
    expect(screen.getByText(link[2] ?? 'There')).toBeInTheDocument();
  });

  it('leads to the CI that is configured, and to no other', async () => {
    const hosts = ['git.acme.example:8443', '*.ci.example'];
    const own = 'https://git.acme.example:8443/acme/api/commit/1a';
    expect(await show(['source', own, 'Own'], hosts)).not.toBeNull();
    const sub = 'https://a.ci.example/run';
    expect(await show(['source', sub, 'Sub'], hosts)).not.toBeNull();
    const bare = 'https://ci.example/run';
    expect(await show(['source', bare, 'Bare'], hosts)).toBeNull();
    const other = 'https://github.com/acme/api/commit/1a';
    expect(await show(['source', other, 'Other'], hosts)).toBeNull();
  });
});
