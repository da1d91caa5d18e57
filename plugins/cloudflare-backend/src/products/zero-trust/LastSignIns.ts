import { CfAccessAudit } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  CoveringApplication,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { SharedReads } from '../../reading/SharedReads';
import { MOST_DAYS } from './AccessAudit';
import { isLogin, readAccessLog } from './readAccessLog';

const MS_PER_DAY = 86_400_000;
/** Upstream pages of the log that are searched for one application. */
const MOST_PAGES = 2;
const KEEP_MS = 60_000;
const KEPT_READINGS = 1000;

/** The newest log-in to an application, or why it is not known. */
export type LastSignInReading =
  | { lastSignIn: NonNullable<CoveringApplication['lastSignIn']> }
  | { lastSignIn?: undefined; problem: CloudflareProblem };

/** Finds the newest log-in to an application; those of a minute are shared. */
export class LastSignIns {
  private readonly readings = new SharedReads<LastSignInReading>({
    most: KEPT_READINGS,
    keepMs: KEEP_MS,
  });

  read(
    account: CloudflareAccount,
    application: { id: string; name?: string },
  ): Promise<LastSignInReading> {
    return this.readings.get(`${account.accountId}/${application.id}`, () =>
      readLastSignIn(account, application),
    );
  }
}

async function readLastSignIn(
  account: CloudflareAccount,
  { id, name }: { id: string; name?: string },
): Promise<LastSignInReading> {
  const until = new Date();
  const since = new Date(until.getTime() - MOST_DAYS * MS_PER_DAY);
  const isSignIn = (row: CfAccessAudit) =>
    row.applicationId === id && row.allowed === true && isLogin(row);
  const { rows, complete } = await readAccessLog(
    account,
    { since, until, applicationId: id, allowed: true },
    { mostPages: MOST_PAGES, isLast: isSignIn },
  );
  const at = rows.find(isSignIn)?.createdAt;
  if (at === undefined && !complete) {
    return {
      problem: {
        kind: 'incomplete',
        message: `No log-in to the Access application '${
          name ?? id
        }' is among the newest ${
          rows.length
        } rows of its log: when somebody last signed in is left out`,
        product: 'zeroTrust',
      },
    };
  }
  return { lastSignIn: { at, since: since.toISOString() } };
}
