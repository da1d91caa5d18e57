import { ConfigReader } from '@backstage/config';
import { readProvenanceOptions } from './readProvenanceOptions';

describe('readProvenanceOptions', () => {
  it('trusts the public CI services unless hosts are configured', () => {
    expect(readProvenanceOptions(new ConfigReader({}))).toEqual({
      ciHosts: [
        'github.com',
        'gitlab.com',
        'circleci.com',
        'app.circleci.com',
        'buildkite.com',
        'dash.cloudflare.com',
      ],
    });
    expect(
      readProvenanceOptions(
        new ConfigReader({
          cloudflare: { provenance: { ciHosts: ['*.ci.acme.example'] } },
        }),
      ),
    ).toEqual({ ciHosts: ['*.ci.acme.example'] });
  });
});
