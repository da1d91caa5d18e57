import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../../__fixtures__/answers';
import { account } from '../../__fixtures__/entities';
import { bundle, chain, coverage } from '../../__fixtures__/evidence';
import { captureDownloads } from '../../__testUtils__/downloads';
import { Answers, renderPage } from '../../__testUtils__/render';
import { rowsOf } from '../../__testUtils__/tables';

const PATH = '/cloudflare/evidence';
const KEY = '-----BEGIN PUBLIC KEY-----';

const r2 = bundle({
  id: 'b-r2',
  kind: 'r2-lifecycle',
  subject: { type: 'r2', name: 'acme-assets' },
  window: undefined,
  stream: 'acc/r2-lifecycle/r2/acme-assets/pseudonymous',
  seq: 0,
  state: 'partial',
  gaps: [{ what: 'acme-assets: custom domains', reason: 'forbidden' }],
  signed: false,
});

const known: Answers = {
  'evidence/chains': answer([chain()]),
  'evidence/coverage': answer([coverage()]),
  'evidence/key': answer({ publicKey: KEY }),
  evidence: answer([bundle()]),
};

function show(answers: Answers = {}, query = '') {
  return renderPage({
    path: `${PATH}${query}`,
    catalog: [account],
    answers: { ...known, ...answers },
  });
}

async function attention() {
  return screen.findByRole('region', { name: 'Needs attention' });
}

describe('the page Evidence', () => {
  it('says that nothing needs attention only when all was checked', async () => {
    show();
    const region = await attention();
    expect(
      await within(region).findByText('Nothing needs attention'),
    ).toBeInTheDocument();
    expect(region).toHaveTextContent(
      'No gaps in the logs of the last 30 days. The newest snapshots are complete, and they are signed.',
    );
  });

  it('asks for the coverage since collection began', async () => {
    const api = show();
    await attention();
    await waitFor(() =>
      expect(api.read).toHaveBeenCalledWith(
        { path: ['evidence', 'coverage'], query: { account: undefined } },
        expect.anything(),
      ),
    );
  });

  it('says of a new installation only what is known of it', async () => {
    const since = '2026-11-20T14:00:00Z';
    show({
      'evidence/chains': answer([]),
      'evidence/coverage': answer([
        coverage(),
        coverage({ kind: 'account-audit', since }),
      ]),
    });
    const region = await attention();
    expect(
      await within(region).findByText('Nothing needs attention'),
    ).toBeInTheDocument();
    expect(region).toHaveTextContent(
      'No gaps in the logs since each of them is collected, the last one since Fri, Nov 20, 2026 UTC. There are no snapshots yet.',
    );
    expect(region).not.toHaveTextContent('30 days');
  });

  it('does not call calm a log that was never read', async () => {
    show({
      'evidence/coverage': answer([
        coverage({ since: undefined, covered: [], days: [] }),
      ]),
    });
    const region = await attention();
    expect(
      await within(region).findByText(
        'Not everything could be checked: coverage.',
      ),
    ).toBeInTheDocument();
    expect(within(region).queryByText('Nothing needs attention')).toBeNull();
  });

  it('does not say so when the coverage could not be read', async () => {
    show({
      'evidence/coverage': async () => {
        throw await refusal(503, {
          name: 'ServiceUnavailableError',
          message: 'The database is away',
          kind: 'unavailable',
        });
      },
    });
    const region = await attention();
    expect(
      await within(region).findByText(
        'Not everything could be checked: coverage.',
      ),
    ).toBeInTheDocument();
    expect(within(region).queryByText('Nothing needs attention')).toBeNull();
    // The rest is there.
    expect(await rowsOf('Streams')).toHaveLength(1);
  });

  it('tells what is left out, and does not call that calm', async () => {
    show({
      'evidence/chains': answer([chain()], {
        problems: [
          {
            kind: 'forbidden',
            message: 'Evidence of the Access log is left out.',
            permission: 'cloudflare.read.zerotrust',
          },
        ],
      }),
    });
    expect(
      await screen.findByText(/Evidence of the Access log is left out/),
    ).toBeInTheDocument();
    expect(
      await within(await attention()).findByText(
        'Not everything could be checked: streams.',
      ),
    ).toBeInTheDocument();
  });

  it('keeps what was read when it cannot be read anew', async () => {
    let isAway = false;
    show({
      'evidence/chains': async () => {
        if (isAway) {
          throw new Error('The network is away');
        }
        return answer([chain()]);
      },
    });
    await rowsOf('Streams');
    isAway = true;
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh streams' }),
    );
    expect(await screen.findByText('The network is away')).toBeInTheDocument();
    expect(await rowsOf('Streams')).toHaveLength(1);
  });

  it('lists the streams with their state and head', async () => {
    show({ 'evidence/chains': answer([chain(), chain(r2)]) });
    const [log, state] = await rowsOf('Streams');
    expect(log).toHaveTextContent('Access log');
    expect(log).toHaveTextContent('Complete');
    expect(log).toHaveTextContent('#7');
    expect(state).toHaveTextContent('Bucket acme-assets');
    expect(state).toHaveTextContent(
      'acme-assets: custom domains: the API token may not read it',
    );
    expect(await attention()).toHaveTextContent(
      'The newest snapshot of one stream is partial',
    );
  });

  it('copies the head as the line that is kept elsewhere', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    show();
    await rowsOf('Streams');
    await user.click(
      screen.getByRole('button', { name: /^Copy head of Access log/ }),
    );
    const { manifestSha256, stream } = bundle();
    expect(writeText).toHaveBeenCalledWith(`${stream} 7 ${manifestSha256}`);
  });

  it('shows the snapshots of the stream that is chosen', async () => {
    const api = show({
      'evidence/chains': answer([chain(), chain(r2)]),
      evidence: async ({ query }) =>
        answer(query?.kind === 'r2-lifecycle' ? [r2] : [bundle()]),
    });
    const [day] = await rowsOf('Snapshots');
    expect(day).toHaveTextContent('Fri, Nov 20, 2026 UTC');
    expect(day).toHaveTextContent('1,204');
    expect(day).toHaveTextContent('Signed');
    await userEvent.click(
      screen.getByRole('button', { name: /^Snapshots of R2 lifecycle/ }),
    );
    await waitFor(async () =>
      expect((await rowsOf('Snapshots'))[0]).toHaveTextContent('State of'),
    );
    expect((await rowsOf('Snapshots'))[0]).toHaveTextContent('Not signed');
    expect(api.read).toHaveBeenCalledWith(
      expect.objectContaining({
        path: ['evidence'],
        query: expect.objectContaining({
          account: 'default',
          kind: 'r2-lifecycle',
          variant: 'pseudonymous',
        }),
      }),
      expect.anything(),
    );
  });

  it('downloads the bytes of the backend under its name', async () => {
    const downloads = captureDownloads();
    const api = show({
      'evidence/b7/document': {
        name: 'access-audit-2026-11-20-9f86d081.json',
        content: new Blob(['{"manifest":{}}']),
      },
    });
    await rowsOf('Snapshots');
    await userEvent.click(
      screen.getByRole('button', { name: /^Download Fri, Nov 20.* as JSON$/ }),
    );
    await waitFor(() =>
      expect(downloads).toEqual([
        {
          name: 'access-audit-2026-11-20-9f86d081.json',
          text: '{"manifest":{}}',
        },
      ]),
    );
    expect(api.download).toHaveBeenCalledTimes(1);
  });

  it('has the backend verify what it stored', async () => {
    show({
      'evidence/b7/verify': answer({
        ok: false,
        checks: [
          { id: 'files', state: 'pass', message: 'All are there.' },
          {
            id: 'snapshot',
            state: 'fail',
            about: 'snapshot.json',
            message: 'It has another hash.',
          },
        ],
      }),
    });
    await rowsOf('Snapshots');
    await userEvent.click(
      screen.getByRole('button', { name: /^Verify Fri, Nov 20/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/It is not as it was sealed/),
    ).toBeInTheDocument();
    const [first] = within(dialog).getAllByRole('listitem');
    expect(first).toHaveTextContent('It has another hash.');
  });

  it('says that there is none yet', async () => {
    show({ 'evidence/chains': answer([]) });
    expect(await screen.findByText('No evidence yet')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Snapshots' })).toBeNull();
  });

  it('tells which permission the backend asks for', async () => {
    show({
      'evidence/chains': async () => {
        throw await refusal(403, { name: 'NotAllowedError', message: 'No' });
      },
    });
    expect(
      await screen.findByText(
        /It takes the permission cloudflare.export.evidence/,
      ),
    ).toBeInTheDocument();
  });
});
