import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { webcrypto } from 'node:crypto';
import { answer } from '../../__fixtures__/answers';
import { chain, coverage } from '../../__fixtures__/evidence';
import { renderPage } from '../../__testUtils__/render';
import { sealedEvidence } from '../../__testUtils__/sealedEvidence';

// Browsers have it on secure pages; jsdom has none.
Object.defineProperty(globalThis.crypto, 'subtle', {
  value: webcrypto.subtle,
  configurable: true,
});

async function verify(content: Uint8Array, name: string, publicKey?: string) {
  renderPage({
    path: '/cloudflare/evidence',
    answers: {
      'evidence/chains': answer([chain()]),
      'evidence/coverage': answer([coverage()]),
      'evidence/key': answer({ publicKey }),
      evidence: answer([]),
    },
  });
  const region = await screen.findByRole('region', { name: 'Verify a file' });
  const button = within(region).getByRole('button', { name: 'Choose a file' });
  await screen.findByRole('region', { name: 'Snapshots' });
  expect(button).toBeEnabled();
  const file = new File([content], name);
  // jsdom's files cannot be read whole.
  file.arrayBuffer = async () => new Uint8Array(content).buffer;
  await userEvent.upload(
    within(region).getByLabelText('Choose a file', { selector: 'input' }),
    file,
  );
  return region;
}

describe('a file that is verified in the browser', () => {
  it('is right as a bundle', async () => {
    const { publicKey, tar } = await sealedEvidence();
    const region = await verify(tar, 'evidence.tar', publicKey);
    expect(
      await within(region).findByText('It is as it was sealed'),
    ).toBeInTheDocument();
    expect(region).toHaveTextContent('/access-audit/account/pseudonymous');
    expect(within(region).queryByText(/Wrong|Not checked/)).toBeNull();
  });

  it('is right as a document, which lacks the list of requests', async () => {
    const { document, publicKey } = await sealedEvidence();
    const region = await verify(document, 'evidence.json', publicKey);
    expect(
      await within(region).findByText(/Nothing is wrong, but not all/),
    ).toBeInTheDocument();
    const [unchecked, ...right] = within(
      within(region).getByRole('list', { name: 'Checks' }),
    ).getAllByRole('listitem');
    expect(unchecked).toHaveTextContent('requests.json');
    right.forEach(check => expect(check).toHaveTextContent('Right'));
    expect(region).toHaveTextContent('Signature');
  });

  it('is wrong when a byte of it was changed', async () => {
    const { document, publicKey } = await sealedEvidence();
    const text = document
      .toString()
      .replace('u_0123456789ab', 'u_0123456789ac');
    const region = await verify(Buffer.from(text), 'evidence.json', publicKey);
    expect(
      await within(region).findByText(/It is not as it was sealed/),
    ).toBeInTheDocument();
    const [first] = within(region).getAllByRole('listitem');
    expect(first).toHaveTextContent('Wrong');
  });

  it('is wrong when another key signed it', async () => {
    const { document } = await sealedEvidence();
    const { publicKey } = await sealedEvidence();
    const region = await verify(document, 'evidence.json', publicKey);
    expect(
      await within(region).findByText(/It is not as it was sealed/),
    ).toBeInTheDocument();
    expect(within(region).getByText(/^Signature/)).toBeInTheDocument();
  });

  it('is not told to be all checked without a key', async () => {
    const { document } = await sealedEvidence();
    const region = await verify(document, 'evidence.json');
    expect(
      await within(region).findByText(/Nothing is wrong, but not all/),
    ).toBeInTheDocument();
  });

  it('is no evidence', async () => {
    const region = await verify(Buffer.from('PK'), 'photo.json');
    expect(
      await within(region).findByText('photo.json could not be checked'),
    ).toBeInTheDocument();
  });
});
