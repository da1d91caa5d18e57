import {
  KvSample,
  MetricSeries,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { Answers, renderEntityTab } from '../__testUtils__/render';

const TITLE = 'Customer sessions / EU (prod)';

function namespace(parameters: object = {}) {
  return {
    ...worker,
    metadata: {
      ...worker.metadata,
      name: 'cf-kv-customer-sessions-eu-prod-1f0c5d2e',
      title: TITLE,
      annotations: {
        'cloudflare.com/account': 'default',
        'cloudflare.com/name': TITLE,
      },
    },
    spec: {
      type: 'cloudflare-kv',
      owner: 'group:default/platform',
      parameters: { account: 'default', name: TITLE, ...parameters },
    },
    relations: [],
  };
}

const sample: KvSample = {
  keys: [
    {
      name: 'by-email/<email:1f0c5d2e>',
      hasMetadata: false,
      kind: 'json',
      size: 120,
    },
    {
      name: 'blob',
      hasMetadata: true,
      kind: 'large',
      size: 6000,
      hash: 'abc1',
    },
    { name: 'gone', hasMetadata: false, kind: 'gone' },
  ],
  withExpiry: 0,
  more: true,
};

const metrics: MetricSeries = {
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T04:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'reads',
      unit: 'count',
      points: [
        { time: '2026-11-21T02:00:00Z', value: 40 },
        { time: '2026-11-21T03:00:00Z', value: 60 },
      ],
    },
  ],
};

function show(options: { parameters?: object; sample?: Answers[string] } = {}) {
  return renderEntityTab({
    entity: namespace(options.parameters),
    answers: {
      [`kv/${TITLE}/metrics`]: answer(metrics),
      [`kv/${TITLE}/keys`]: answer([
        {
          name: 'session:<uuid:0a1b2c3d>',
          expiresAt: '2026-11-22T12:00:00Z',
          hasMetadata: true,
        },
        { name: 'snapshot', hasMetadata: false },
      ]),
      [`kv/${TITLE}/sample`]:
        options.sample ?? answer(sample, { masked: true }),
    },
  });
}

const section = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('KV', () => {
  it('shows keys, and which of them never expire', async () => {
    const api = show();
    const keys = await section('Keys');
    expect(
      await keys.findByRole('rowheader', { name: 'session:<uuid:0a1b2c3d>' }),
    ).toBeInTheDocument();
    expect(keys.getByRole('row', { name: /snapshot/ })).toHaveTextContent(
      'NeverNo',
    );
    expect(api.read).toHaveBeenCalledTimes(2);
  });

  it('is asked for by the id, as a title can hold what no path takes', async () => {
    const api = show({ parameters: { namespaceId: 'abc123' } });
    await section('Keys');
    expect(api.read).toHaveBeenCalledWith(
      { path: ['kv', 'abc123', 'keys'], query: expect.anything() },
      expect.anything(),
    );
  });

  it('draws the operations, and tells what is not known', async () => {
    show();
    const part = await section('Operations');
    expect(
      await part.findByText('Reads: 100 in all, at most 60 in 1 hr.'),
    ).toBeInTheDocument();
    expect(part.getByText(/Deletes: not known/)).toBeInTheDocument();
  });

  it('reads values only when a sample is asked for, and says what is masked', async () => {
    const user = userEvent.setup();
    const api = show();
    const part = await section('Sample');
    await user.click(
      await part.findByRole('button', { name: 'Read a sample' }),
    );
    expect(await part.findByText('0 of 3')).toBeInTheDocument();
    expect(api.read).toHaveBeenCalledTimes(3);
    const row = (name: RegExp) => part.getByRole('row', { name });
    expect(row(/by-email/)).toHaveTextContent(
      'JSON120 bytesMasked: takes the permission cloudflare.read.kv.values',
    );
    expect(row(/blob/)).toHaveTextContent(
      'Larger than 4 KiB6 kBNot shown; hash abc1',
    );
    expect(row(/gone/)).toHaveTextContent('Gone sinceNot known');
  });

  it('shows values to those who may see them', async () => {
    const user = userEvent.setup();
    show({
      sample: answer({
        ...sample,
        keys: [{ ...sample.keys[0], value: '{"user":"<text of 23>"}' }],
      }),
    });
    const part = await section('Sample');
    await user.click(
      await part.findByRole('button', { name: 'Read a sample' }),
    );
    expect(
      await part.findByText('{"user":"<text of 23>"}'),
    ).toBeInTheDocument();
  });

  it.each([
    [{ keysApprox: 1200, countedOn: '2026-11-21' }, 'Holds keys'],
    [{ keysApprox: 0 }, 'Empty'],
    [{}, 'Not known'],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    show({ parameters });
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });

  it('does not take a missing count for none', async () => {
    show();
    const absent = await screen.findAllByText('Cloudflare has no count');
    expect(absent).toHaveLength(3);
  });
});
