import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  findCheck,
  PostureExemption,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { checkResult } from '../../__fixtures__/entityPosture';
import { exemption } from '../../__fixtures__/posture';
import { ResultDetail } from './ResultDetail';

function show(result: PostureResult, approved?: PostureExemption) {
  renderInTestApp(<ResultDetail result={result} exemption={approved} />, {
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

const part = async (name: string) => screen.findByRole('region', { name });

const failing = checkResult('queue.dlq', 'fail', {
  facts: {
    consumers: 3,
    withoutDeadLetterQueue: 2,
    withoutMaxRetries: 0,
    isDeadLetterQueue: false,
  },
  atLeast: ['withoutDeadLetterQueue'],
  findings: ['acme-worker'],
  findingsTotal: 2,
  dashboardUrl: 'https://dash.cloudflare.com/queues',
  system: 'system:default/shop',
});

describe('a result in full', () => {
  it('tells what was compared, and what is not known', async () => {
    show(failing);
    const facts = await part('What was compared');
    const row = (name: RegExp) => within(facts).getByRole('row', { name });
    expect(row(/^Consumers 3$/)).toBeInTheDocument();
    expect(
      row(/^Consumers without a dead-letter queue at least 2$/),
    ).toBeInTheDocument();
    expect(row(/queue of another queue No$/)).toBeInTheDocument();
    expect(row(/that do not exist Not known$/)).toBeInTheDocument();
  });

  it('tells the rule, what to do, what it proves and the findings', async () => {
    show(failing);
    expect(await part('Passes when')).toHaveTextContent(
      'Consumers without a dead-letter queue is 0',
    );
    const applies = await part('Applies when');
    expect(applies).toHaveTextContent('Consumers is more than 0');
    expect(applies).toHaveTextContent('one of these');
    expect(await part('What to do')).toHaveTextContent(
      'Set max_retries and dead_letter_queue on each consumer',
    );
    expect(await part('What a pass proves')).toHaveTextContent(
      /names a queue that exists/,
    );
    const findings = await part('Findings');
    expect(findings).toHaveTextContent('acme-worker');
    expect(findings).toHaveTextContent('and 1 more');
  });

  it('tells where it is, whose it is, and the criteria', async () => {
    show(failing);
    expect(await screen.findByText('A1.2, PI1.3')).toBeInTheDocument();
    expect(
      screen.getByText('Design: configuration at a time'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'acme-events' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/cf-queue-acme-events',
    );
    expect(screen.getByRole('link', { name: 'platform' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'shop' })).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Cloudflare dashboard/ }),
    ).toHaveAttribute('href', 'https://dash.cloudflare.com/queues');
    expect(screen.getByText('queue.dlq, version 1')).toBeInTheDocument();
  });

  it('compares with the thresholds that were in force', async () => {
    const threshold = Object.entries(
      findCheck('queue.backlog')!.check.thresholds,
    )[0];
    show(
      checkResult('queue.backlog', 'pass', {
        thresholds: { [threshold[0]]: 4321 },
      }),
    );
    expect(await part('Passes when')).toHaveTextContent('4,321');
    expect(screen.queryByText('What to do')).toBeNull();
  });

  it('tells why it is not known, and that it never was', async () => {
    show(
      checkResult('queue.dlq', 'unknown', {
        reason: 'forbidden',
        message: 'Add Queues Read to the token',
        observedAt: undefined,
        sources: [],
      }),
    );
    expect(
      await screen.findByText('The token lacks a permission'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Add Queues Read to the token'),
    ).toBeInTheDocument();
    expect(screen.getByText('Never')).toBeInTheDocument();
  });

  it('tells who exempted it, why, and until when', async () => {
    show(
      checkResult('queue.dlq', 'exempt', { exemption: 'ex-1' }),
      exemption(),
    );
    const exempt = await part('Exemption');
    expect(exempt).toHaveTextContent('Messages may be lost');
    expect(within(exempt).getByRole('link', { name: 'grace' })).toBeVisible();
    expect(exempt).toHaveTextContent(/in 1 month/);
  });

  it('names an exemption that is not visible', async () => {
    show(checkResult('queue.dlq', 'exempt', { exemption: 'ex-1' }));
    expect(await part('Exemption')).toHaveTextContent('By the exemption ex-1.');
  });

  it('does without a check that this version does not know', async () => {
    show(checkResult('queue.newer', 'fail'));
    expect(
      await screen.findByText(/This version of the page does not know/),
    ).toBeInTheDocument();
    expect(screen.getByText('Fail')).toBeInTheDocument();
  });
});
