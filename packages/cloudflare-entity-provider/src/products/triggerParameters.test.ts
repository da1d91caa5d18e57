import { triggerParameters } from './triggerParameters';

const TICKETS = 'https://tickets.acme.example/browse/';
const options = { ciHosts: [], ticketUrls: [TICKETS] };

const made = (by: string | undefined, ticket?: string) => ({
  ...(by !== undefined && { 'workers/triggered_by': by }),
  ...(ticket && { 'workers/message': `Rotated, ${TICKETS}${ticket}` }),
});

const parametersOf = (
  versions: (readonly [percentage: number, Record<string, string>])[],
  deployment: Record<string, string> = made('deployment'),
) =>
  triggerParameters(
    {
      annotations: deployment,
      versions: versions.map(([percentage], i) => ({ id: `${i}`, percentage })),
    },
    versions.map(([, annotations], i) => ({ id: `${i}`, annotations })),
    options,
  );

describe('what made what serves', () => {
  it('is told of the version with the largest share', () => {
    expect(parametersOf([[100, made('upload')]])).toEqual({
      triggeredBy: 'upload',
    });
    expect(
      parametersOf([
        [10, made('version_upload')],
        [90, made('upload')],
      ]),
    ).toEqual({ triggeredBy: 'upload' });
  });

  it('is a changed secret as soon as one version that serves is', () => {
    const upload = [99, made('upload')] as const;
    expect(parametersOf([upload, [1, made('secret')]])).toEqual({
      triggeredBy: 'secret',
    });
    expect(parametersOf([upload, [0, made('secret')]])).toEqual({
      triggeredBy: 'upload',
    });
    expect(parametersOf([[100, made(undefined)]], made('secret'))).toEqual({
      triggeredBy: 'secret',
    });
  });

  it.each([undefined, '', 'Rotated by <b>ann</b>', 'a'.repeat(41)])(
    'is not known where a version that serves tells %j',
    trigger => {
      expect(
        parametersOf([
          [90, made('upload')],
          [10, made(trigger)],
        ]),
      ).toEqual({});
    },
  );

  it('has the ticket of each change, or that of the deployment', () => {
    const ticketOf = (...given: Parameters<typeof parametersOf>) =>
      parametersOf(...given).ticketUrl;
    const [one, two] = ['OPS-1', 'OPS-2'];
    expect(ticketOf([[100, made('secret', one)]])).toBe(TICKETS + one);
    expect(
      ticketOf([
        [90, made('secret', one)],
        [10, made('secret')],
      ]),
    ).toBeUndefined();
    expect(
      ticketOf(
        [
          [90, made('secret', one)],
          [10, made('secret')],
        ],
        made('deployment', two),
      ),
    ).toBe(TICKETS + two);
    // The ticket of an upload is not asked for.
    expect(ticketOf([[100, made('upload', one)]])).toBeUndefined();
  });
});
