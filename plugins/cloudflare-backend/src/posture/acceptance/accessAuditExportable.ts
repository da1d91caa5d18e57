import {
  EvidenceCoverage,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { LRUCache } from 'lru-cache';
import { BundleRow } from '../../evidence/BundleRow';
import { logSources } from '../../evidence/kinds/logSources';
import { verifyBundle } from '../../evidence/verifyBundle';
import { AcceptanceContext, Criterion, unknown } from './Criterion';

const KIND = 'access-audit';
const DAYS = 7;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** A day is sealed the day after. */
const NEWEST_WITHIN_MS = 2 * MS_PER_DAY;
const MOST_BUNDLES = 100;

/** A sealed bundle is read three times over to be verified. */
const verified = new LRUCache<string, Promise<boolean>>({
  max: 100,
  ttl: 10 * 60_000,
});

/** The Access log is sealed day by day, and what is sealed can be verified. */
export const accessAuditExportable: Criterion = {
  id: 'access-audit-exportable',
  title: 'Snapshots of the Zero Trust audit can be exported as JSON',
  async judge(context) {
    const { accounts, caller } = context;
    const { permission } = products.zeroTrust;
    if (!caller.may(permission)) {
      return unknown(
        `The permission '${permission.name}' is needed to see whether it is met`,
      );
    }
    const found = await Promise.all(
      accounts.map(account => ofAccount(context, account)),
    );
    const sum = (of: (each: AccountFound) => number) =>
      found.reduce((total, each) => total + of(each), 0);
    const newest = found
      .flatMap(each => each.newest?.collected_at ?? [])
      .sort();
    const figures = [
      {
        label: `Snapshots of the last ${DAYS} days`,
        value: sum(f => f.bundles),
      },
      { label: 'Complete', value: sum(f => f.complete) },
      { label: 'Newest', value: newest.at(-1) ?? 'none' },
      {
        label: 'Newest ones that verify',
        value: `${sum(f => Number(f.isVerified))} of ${accounts.length}`,
      },
      { label: 'Hours not read yet, though due', value: sum(f => f.openHours) },
      { label: 'Hours that are lost', value: sum(f => f.lostHours) },
    ];
    const missing = found.flatMap(each => each.missing ?? []);
    return missing.length > 0
      ? { state: 'missed', figures, message: missing.join('. ') }
      : {
          state: 'met',
          figures,
          message: `The log of the last ${DAYS} days has no gap, and the newest snapshot verifies`,
        };
  },
};

type Gap = EvidenceCoverage['gaps'][number];

interface AccountFound {
  bundles: number;
  complete: number;
  newest?: BundleRow;
  isVerified: boolean;
  openHours: number;
  lostHours: number;
  /** What keeps the criterion from being met. */
  missing?: string;
}

async function ofAccount(
  { evidence, services, now }: AcceptanceContext,
  account: CloudflareAccount,
): Promise<AccountFound> {
  const from = new Date(now.getTime() - DAYS * MS_PER_DAY);
  const bundles = await evidence.store.bundles(
    {
      accountIds: [account.accountId],
      readable: [{ kind: KIND, subjectType: 'account' }],
      variants: ['pseudonymous'],
      from,
    },
    MOST_BUNDLES,
  );
  const { gaps, retentionHours } =
    await services.dependencies.evidence.coverage.of(
      account,
      logSources[KIND],
      { to: now },
    );
  // What is not due yet is in no gap.
  const hoursOf = (state: Gap['state']) =>
    hoursSince(
      from,
      gaps.filter(gap => gap.state === state),
    );
  const openHours = hoursOf('open');
  const lostHours = hoursOf('lost');
  const [newest] = bundles;
  const isVerified = newest !== undefined && (await isIntact(evidence, newest));
  const counted = {
    bundles: bundles.length,
    complete: bundles.filter(({ state }) => state === 'complete').length,
    newest,
    isVerified,
    openHours,
    lostHours,
  };
  const whose = `of the account '${account.key}'`;
  if (
    !newest ||
    Date.parse(newest.collected_at) < now.getTime() - NEWEST_WITHIN_MS
  ) {
    return {
      ...counted,
      missing: `No snapshot ${whose} was sealed in the last two days: see the schedules of evidence`,
    };
  }
  if (!isVerified) {
    return {
      ...counted,
      missing: `The newest snapshot ${whose} does not verify`,
    };
  }
  if (newest.state !== 'complete') {
    return { ...counted, missing: `The newest snapshot ${whose} has gaps` };
  }
  if (lostHours > 0) {
    return {
      ...counted,
      missing: `Hours of the log ${whose} are lost: Cloudflare keeps it for ${retentionHours} hours`,
    };
  }
  return openHours > 0
    ? {
        ...counted,
        missing: `Hours of the log ${whose} were due and are not read yet: Cloudflare keeps it for ${retentionHours} hours, so see the schedules of evidence`,
      }
    : counted;
}

/** How many hours of gaps are after a time. */
function hoursSince(time: Date, gaps: readonly Gap[]): number {
  const ms = gaps.reduce((sum, { from, to }) => {
    const begin = Math.max(Date.parse(from), time.getTime());
    return sum + Math.max(0, Date.parse(to) - begin);
  }, 0);
  return Math.ceil(ms / MS_PER_HOUR);
}

function isIntact(
  evidence: AcceptanceContext['evidence'],
  row: BundleRow,
): Promise<boolean> {
  const known = verified.get(row.id);
  if (known) {
    return known;
  }
  const asked = verifyBundle(evidence, row).then(({ ok }) => ok);
  verified.set(row.id, asked);
  asked.catch(() => verified.delete(row.id));
  return asked;
}
