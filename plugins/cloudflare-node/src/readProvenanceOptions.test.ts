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
      ticketUrls: [],
    });
    expect(
      readProvenanceOptions(
        new ConfigReader({
          cloudflare: { provenance: { ciHosts: ['*.ci.acme.example'] } },
        }),
      ),
    ).toEqual({ ciHosts: ['*.ci.acme.example'], ticketUrls: [] });
  });

  const ticketsAt = (url: string) =>
    readProvenanceOptions(
      new ConfigReader({ cloudflare: { provenance: { ticketUrls: [url] } } }),
    ).ticketUrls;

  it('knows tickets by what their URLs begin with', () => {
    expect(ticketsAt('https://Tickets.acme.example/browse/')).toEqual([
      'https://tickets.acme.example/browse/',
    ]);
  });

  it.each([
    'tickets.acme.example/browse/',
    'http://tickets.acme.example/browse/',
    'https://tickets.acme.example/browse',
    'https://ann@tickets.acme.example/',
    'https://tickets.acme.example/?id=/',
  ])('refuses to know tickets by %s', url => {
    expect(() => ticketsAt(url)).toThrow('cloudflare.provenance.ticketUrls');
  });
});
