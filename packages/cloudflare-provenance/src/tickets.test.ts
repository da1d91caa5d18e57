import { ticketUrlOf } from './index';

const options = {
  ticketUrls: [
    'https://tickets.acme.example/browse/',
    'https://github.com/acme/ops/issues/',
  ],
};
const OPS_7 = 'https://tickets.acme.example/browse/OPS-7';

describe('ticketUrlOf', () => {
  it.each<[string, string | undefined]>([
    [`Rotate the key (${OPS_7}).`, OPS_7],
    [`HTTPS://Tickets.acme.example/browse/OPS-7?focus=1#top`, OPS_7],
    [`https://ci.example/1 ${OPS_7} and ${OPS_7}8`, OPS_7],
    [
      'see https://github.com/acme/ops/issues/12',
      'https://github.com/acme/ops/issues/12',
    ],
    ['https://github.com/acme/shop/actions/runs/12', undefined],
    ['https://tickets.acme.example/browse/', undefined],
    ['https://tickets.acme.example/browse/../admin', undefined],
    ['https://tickets.acme.example.evil.example/browse/OPS-7', undefined],
    ['https://ann@tickets.acme.example/browse/OPS-7', undefined],
    ['https://tickets.acme.example/browse/ann@acme.example', undefined],
    ['http://tickets.acme.example/browse/OPS-7', undefined],
    ['OPS-7', undefined],
    ['', undefined],
  ])('finds in %j the ticket %s', (message, ticket) => {
    expect(ticketUrlOf(message, options)).toBe(ticket);
  });

  it('knows no ticket where none is configured, or nothing is said', () => {
    expect(ticketUrlOf(OPS_7, {})).toBeUndefined();
    expect(ticketUrlOf(undefined, options)).toBeUndefined();
  });
});
