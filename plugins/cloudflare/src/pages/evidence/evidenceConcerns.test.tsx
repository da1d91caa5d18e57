import { screen, within } from '@testing-library/react';
import { EvidenceCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import { answer } from '../../__fixtures__/answers';
import { chain, coverage } from '../../__fixtures__/evidence';
import { renderPage } from '../../__testUtils__/render';

const HOUR = 3_600_000;

function show(logs: EvidenceCoverage[], key: object = { publicKey: 'PEM' }) {
  renderPage({
    path: '/cloudflare/evidence',
    answers: {
      'evidence/chains': answer([chain()]),
      'evidence/coverage': answer(logs),
      'evidence/key': answer(key),
      evidence: answer([]),
    },
  });
}

function withDays(
  states: Record<string, 'partial' | 'unsealed'>,
  changes?: Partial<EvidenceCoverage>,
) {
  const whole = coverage();
  return coverage({
    days: whole.days.map(one => ({
      ...one,
      state: states[one.day] ?? one.state,
    })),
    ...changes,
  });
}

async function concerns() {
  const region = await screen.findByRole('region', {
    name: 'Needs attention',
  });
  await within(region).findAllByText(/^(Critical|Warning|Notice)$/);
  return within(region)
    .getAllByText(/^(Critical|Warning|Notice)$/)
    .map(tag => tag.closest('li'));
}

async function days() {
  const strip = await screen.findByRole('list', {
    name: 'Days of the Access log of default, oldest first',
  });
  return within(strip)
    .getAllByRole('listitem')
    .map(day => day.textContent);
}

describe('what needs attention of the evidence', () => {
  it('is first what can still be read, and only for a while', async () => {
    show(
      [
        withDays(
          { '2026-11-20': 'unsealed', '2026-11-10': 'unsealed' },
          {
            gaps: [
              {
                from: '2026-11-10T02:00:00Z',
                to: '2026-11-10T08:00:00Z',
                state: 'lost',
              },
              {
                from: '2026-11-20T00:00:00Z',
                to: '2026-11-20T06:00:00Z',
                state: 'open',
                until: new Date(Date.now() + 3 * HOUR).toISOString(),
              },
            ],
          },
        ),
      ],
      {},
    );
    const [open, lost, unsigned] = await concerns();
    expect(open).toHaveTextContent('Critical');
    expect(open).toHaveTextContent(
      'Access log of default: one gap can still be closed',
    );
    expect(open).toHaveTextContent('Cloudflare keeps it until in 2 hours');
    expect(lost).toHaveTextContent('Warning');
    expect(lost).toHaveTextContent('one gap is lost');
    expect(unsigned).toHaveTextContent(
      'cloudflare.evidence.signing.privateKey',
    );
  });

  it('is less urgent while there are weeks left', async () => {
    show([
      withDays(
        { '2026-11-20': 'unsealed' },
        {
          gaps: [
            {
              from: '2026-11-20T00:00:00Z',
              to: '2026-11-20T06:00:00Z',
              state: 'open',
              until: new Date(Date.now() + 20 * 24 * HOUR).toISOString(),
            },
          ],
        },
      ),
    ]);
    const [open] = await concerns();
    expect(open).toHaveTextContent('Notice');
  });

  it('are days that are read but not sealed, too', async () => {
    show([withDays({ '2026-11-18': 'unsealed', '2026-11-19': 'unsealed' })]);
    const [unsealed] = await concerns();
    expect(unsealed).toHaveTextContent('2 days are read, but not sealed');
    expect(unsealed).toHaveTextContent(
      'Wed, Nov 18, 2026 to Thu, Nov 19, 2026 UTC',
    );
  });
});

describe('the coverage', () => {
  it('tells of each day how it is, by words', async () => {
    show([
      withDays(
        {
          '2026-11-20': 'unsealed',
          '2026-11-10': 'unsealed',
          '2026-11-11': 'partial',
          '2026-11-12': 'unsealed',
        },
        {
          gaps: [
            {
              from: '2026-11-10T02:00:00Z',
              to: '2026-11-10T08:00:00Z',
              state: 'lost',
            },
            {
              from: '2026-11-20T00:00:00Z',
              to: '2026-11-20T06:00:00Z',
              state: 'open',
            },
          ],
        },
      ),
    ]);
    const told = await days();
    expect(told).toHaveLength(30);
    expect(told).toEqual(
      expect.arrayContaining([
        'Mon, Nov 9, 2026: Sealed',
        'Tue, Nov 10, 2026: Lost',
        'Wed, Nov 11, 2026: Sealed in part',
        'Thu, Nov 12, 2026: Not sealed',
        'Fri, Nov 20, 2026: Gap that can be closed',
      ]),
    );
    const section = screen.getByRole('region', {
      name: 'Access log of default',
    });
    expect(section).toHaveTextContent('Sealed: 26');
    expect(section).toHaveTextContent(
      /Nov 10, 02:00 AM UTC to Nov 10, 08:00 AM UTC is lost/,
    );
  });

  it('shows days before collection began as such, and not as lost', async () => {
    const since = '2026-11-19T14:00:00Z';
    const whole = withDays({ '2026-11-19': 'partial' }).days;
    show([
      coverage({
        since,
        window: { from: since, to: '2026-11-22T14:00:00Z' },
        covered: [{ from: since, to: '2026-11-22T14:00:00Z' }],
        days: whole.slice(-3),
      }),
    ]);
    const told = await days();
    expect(told).toHaveLength(30);
    expect(told.slice(0, 27).map(text => text?.split(': ')[1])).toEqual(
      Array(27).fill('Before collection began'),
    );
    expect(told.slice(26)).toEqual([
      'Wed, Nov 18, 2026: Before collection began',
      'Thu, Nov 19, 2026: Sealed in part',
      'Fri, Nov 20, 2026: Sealed',
      'Sat, Nov 21, 2026: Sealed',
    ]);
    const section = screen.getByRole('region', {
      name: 'Access log of default',
    });
    expect(section).toHaveTextContent('Collected since Thu, Nov 19, 2026 UTC.');
    expect(section).not.toHaveTextContent(/lost/i);
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
  });

  it('does not take a gap that ends at midnight for one of the next day', async () => {
    show([
      withDays(
        { '2026-11-10': 'unsealed', '2026-11-11': 'unsealed' },
        {
          gaps: [
            {
              from: '2026-11-10T00:00:00Z',
              to: '2026-11-11T00:00:00Z',
              state: 'lost',
            },
          ],
        },
      ),
    ]);
    expect(await days()).toEqual(
      expect.arrayContaining([
        'Tue, Nov 10, 2026: Lost',
        'Wed, Nov 11, 2026: Not sealed',
      ]),
    );
  });
});
