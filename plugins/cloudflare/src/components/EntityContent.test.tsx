import { screen } from '@testing-library/react';
import { answer, productStatuses } from '../__fixtures__/answers';
import { account, component } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';
import { rowsOf } from '../__testUtils__/tables';

describe('the Cloudflare tab', () => {
  it('is not there for an entity that has nothing to do with Cloudflare', async () => {
    renderEntityTab({ entity: component({ annotations: {} }) });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('tells what to annotate when nothing is named', async () => {
    renderEntityTab({
      entity: component({
        annotations: { 'cloudflare.com/worker': ' ' },
        dependsOn: [],
      }),
    });
    expect(await screen.findByText('Missing Annotation')).toBeInTheDocument();
  });

  it('shows how the products of an account can be read', async () => {
    renderEntityTab({
      entity: account,
      answers: { products: answer(productStatuses) },
    });
    const [workers, pages] = await rowsOf('Products');
    expect(workers).toHaveTextContent('Available');
    expect(workers).toHaveTextContent('14');
    expect(pages).toHaveTextContent('Degraded');
    expect(pages).toHaveTextContent('The token may not read Pages.');
    expect(pages).not.toHaveTextContent(/\b0\b/);
  });
});
