import { screen, waitFor, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { undeployedWorker, worker } from '../__fixtures__/entities';
import {
  accountStatus,
  productStatus,
  provenanceCounts,
  syncRun,
} from '../__fixtures__/overview';
import { POSTURE } from './posture';
import { Answers, renderPage } from './render';

/** A backend where nothing needs attention. */
const CALM: Answers = {
  ...POSTURE,
  accounts: answer([accountStatus()]),
  products: answer([productStatus()]),
  sync: answer([syncRun()]),
  'provenance/summary': answer(provenanceCounts({ complete: 2 })),
  'provenance/deployments': answer([]),
};

/** Shows the overview; what is not told is as it should be. */
export function renderOverview(
  answers: Answers = {},
  options?: Partial<Parameters<typeof renderPage>[0]>,
) {
  return renderPage({
    path: '/cloudflare/overview',
    catalog: [worker, undeployedWorker],
    ...options,
    answers: { ...CALM, ...answers },
  });
}

/** The part that tells what needs attention. */
export async function attention() {
  return screen.findByRole('region', { name: 'Needs attention' });
}

/** What needs attention, in its order, when everything is checked. */
export async function concerns() {
  const region = await attention();
  await within(region).findAllByText(/^(Critical|Warning|Notice)$/);
  await waitFor(() =>
    expect(within(region).queryByText(/Still being checked/)).toBeNull(),
  );
  return within(region)
    .getAllByText(/^(Critical|Warning|Notice)$/)
    .map(tag => tag.closest('li')!);
}
