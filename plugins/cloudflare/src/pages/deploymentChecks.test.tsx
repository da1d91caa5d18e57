import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ProductionDeployment,
  ProvenanceCounts,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { answer } from '../__fixtures__/answers';
import { productionDeployments } from '../__fixtures__/deployments';
import { provenanceCounts } from '../__fixtures__/overview';
import { renderPage } from '../__testUtils__/render';
import { rows } from '../__testUtils__/tables';

const PATH = '/cloudflare/deployments';

const counts: ProvenanceCounts = {
  ...provenanceCounts({ complete: 87, partial: 5 }),
  withCommit: 88,
  withCiRun: 92,
  withAuditEvent: 40,
  unknown: { commit: 2, ciRun: 0, auditEvent: 52 },
};

function show(deployments: ProductionDeployment[]) {
  renderPage({
    path: PATH,
    answers: {
      'provenance/summary': answer(counts),
      'provenance/deployments': answer(deployments),
    },
  });
}

describe('the production deployments', () => {
  it('are counted by commit, CI run and audit event, unknown ones apart', async () => {
    show([]);
    const shares = await screen.findByRole('list', {
      name: 'How much is known; the aim is 100 %',
    });
    const [commit, ciRun, auditEvent] = within(shares).getAllByRole('listitem');
    expect(commit).toHaveTextContent('95.6% (88 of 92)');
    expect(commit).toHaveTextContent('2 without');
    expect(commit).toHaveTextContent('2 unknown');
    expect(ciRun).toHaveTextContent('100% (92 of 92)');
    expect(ciRun).toHaveTextContent('All have it');
    expect(auditEvent).toHaveTextContent('43.4% (40 of 92)');
    expect(auditEvent).not.toHaveTextContent('without');
    expect(auditEvent).toHaveTextContent('52 unknown');
  });

  it('tell what to do about each exception', async () => {
    const unseen: ProductionDeployment = {
      ...productionDeployments[1],
      entityRef: 'resource:default/cf-worker-acme-web',
      name: 'acme-web',
      auditEvents: { state: 'none', events: [] },
    };
    const half: ProductionDeployment = {
      ...productionDeployments[1],
      entityRef: 'resource:default/cf-worker-acme-half',
      name: 'acme-half',
      provenance: { state: 'partial', sources: {}, commitSha: 'a'.repeat(40) },
    };
    show([
      {
        ...half,
        entityRef: 'resource:default/cf-worker-acme-pay',
        provenance: { state: 'conflict', sources: {} },
      },
      half,
      unseen,
      ...productionDeployments,
    ]);
    const [conflict, partial, noEvent, unread, proven] = await rows();
    expect(conflict).toHaveTextContent('Find out which source is wrong');
    expect(partial).toHaveTextContent('The CI run is missing');
    expect(partial).not.toHaveTextContent('The commit is missing');
    expect(noEvent).toHaveTextContent('None found');
    expect(noEvent).toHaveTextContent('Find out who deployed it');
    expect(unread).toHaveTextContent('It is read with one of the next syncs.');
    expect(proven).not.toHaveTextContent(/Find out|missing|next syncs/);
  });

  it('tell which events of the audit log may be theirs', async () => {
    const [unread, proven] = productionDeployments;
    const several: ProductionDeployment = {
      ...proven,
      auditEvents: {
        state: 'found',
        reason: 'recent',
        events: [
          ...proven.auditEvents.events,
          {
            id: 'a2',
            time: '2026-11-21T09:00:00Z',
            action: 'update',
            actor: 'u_ba9876543210@acme.example',
            context: 'dash',
            deltaSeconds: -3600,
          },
        ],
      },
    };
    show([unread, several]);
    const [unknown, found] = await rows();
    expect(unknown).toHaveTextContent('Not known');
    expect(unknown).toHaveTextContent('When it was deployed is not read yet.');
    expect(found).toHaveTextContent('create by CI deploy, 12 seconds after');
    // More may come, but what was found stands.
    expect(found).not.toHaveTextContent('24 hours have not passed');
    await userEvent.click(
      within(found).getByRole('button', {
        name: 'All 2 audit events of acme-api',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('1 hour before');
    expect(dialog).toHaveTextContent('u_ba9876543210@acme.example');
  });
});
