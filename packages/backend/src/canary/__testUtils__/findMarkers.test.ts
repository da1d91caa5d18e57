import { findMarkers, formsOf } from './findMarkers';
import { markers } from './markers';

const { workflowRun: marker } = markers.secret;
const found = (text: string) =>
  findMarkers({ place: 'logs', where: 'a line', text });

describe('findMarkers', () => {
  it('finds nothing where there is nothing', () => {
    expect(found('{"name":"acme-etl"}')).toEqual([]);
  });

  it.each(['', 'a', 'ab', 'abc', 'abcd'])(
    'finds a marker in what is in base64 after %j',
    before => {
      const text = Buffer.from(`${before}${marker}, and more`);
      for (const encoding of ['base64', 'base64url'] as const) {
        expect(found(`x${text.toString(encoding)}`)).toMatchObject([
          { place: 'logs', markerClass: 'secret', marker: 'workflowRun' },
        ]);
      }
    },
  );

  it.each([
    ['as it is', `say ${marker}!`],
    ['reversed', [...marker].reverse().join('')],
    ['in hex', Buffer.from(marker).toString('hex')],
    ['in HEX', Buffer.from(marker).toString('hex').toUpperCase()],
    [
      'with every byte percent-encoded',
      Buffer.from(marker).toString('hex').replace(/../g, '%$&'),
    ],
  ])('finds a marker %s', (_, text) => {
    expect(found(text)).toMatchObject([{ marker: 'workflowRun' }]);
  });

  it('finds one whose URL-encoded form is another', () => {
    const { ipV6 } = markers.personal;
    expect(found(encodeURIComponent(ipV6))).toMatchObject([
      { marker: 'ipV6', form: 'URL-encoded' },
    ]);
    expect(Object.values(formsOf(ipV6))).not.toContain(ipV6.slice(1));
  });
});
