import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { StepGraph, StepNode } from './StepGraph';

const steps: StepNode[] = [
  { kind: 'step', name: 'extract', detail: '5 retries' },
  {
    kind: 'loop',
    children: [
      {
        kind: 'parallel',
        branches: [
          { steps: [{ kind: 'step', name: 'rows' }] },
          { name: 'else', steps: [] },
        ],
      },
    ],
  },
  { kind: 'end' },
];

/** The items of a list, without those of the lists within them. */
function itemsOf(list: HTMLElement) {
  return Array.from(list.children) as HTMLElement[];
}

describe('a graph of steps', () => {
  it('is lists within lists, in the order of the steps', async () => {
    renderInTestApp(<StepGraph label="Steps of acme-etl" steps={steps} />);
    const all = itemsOf(
      await screen.findByRole('list', { name: 'Steps of acme-etl' }),
    );
    expect(all).toHaveLength(3);
    expect(all[0]).toHaveTextContent('extractStep · 5 retries');
    expect(all[2]).toHaveTextContent('End');

    const [parallel] = itemsOf(
      within(all[1]).getByRole('list', { name: 'Loop' }),
    );
    const [first, second] = itemsOf(within(parallel).getAllByRole('list')[0]);
    expect(first).toHaveTextContent('Branch 1');
    expect(first).toHaveTextContent('rows');
    expect(second).toHaveTextContent('else');
    expect(second).toHaveTextContent('No steps');
  });
});
