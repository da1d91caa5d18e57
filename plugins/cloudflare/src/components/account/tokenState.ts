import { AccountStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import type { StatusTone } from '../StatusTag';
import type { Translate } from '../useCloudflareTranslation';

type Token = AccountStatus['token'];

const MS_PER_DAY = 86_400_000;
/** From so many days before it expires, a token is worth a warning. */
const EXPIRES_SOON_DAYS = 30;
/** From so many days before, somebody has to do it now. */
const EXPIRES_NOW_DAYS = 7;

/** How far the end of a token is. */
export type TokenExpiry = 'expired' | 'now' | 'soon' | 'later';

/** How far the end of a token is; `undefined` where it has none, or none is known. */
export function tokenExpiry({ expiresAt }: Token): TokenExpiry | undefined {
  const days = (Date.parse(expiresAt ?? '') - Date.now()) / MS_PER_DAY;
  if (Number.isNaN(days)) {
    return undefined;
  }
  if (days <= 0) {
    return 'expired';
  }
  if (days <= EXPIRES_NOW_DAYS) {
    return 'now';
  }
  return days <= EXPIRES_SOON_DAYS ? 'soon' : 'later';
}

/** Whether Cloudflare does not take the token. */
export function isRefused({ problem }: Token): boolean {
  return problem?.kind === 'unauthorized';
}

/** The state of a token by colour and word. */
export function tokenState(
  token: Token,
  t: Translate,
): { tone: StatusTone; label: string } {
  if (isRefused(token)) {
    return { tone: 'danger', label: t('accounts.tokenStates.refused') };
  }
  if (token.status === 'expired' || tokenExpiry(token) === 'expired') {
    return { tone: 'danger', label: t('accounts.tokenStates.expired') };
  }
  switch (token.status) {
    case 'active':
      return { tone: 'success', label: t('accounts.tokenStates.active') };
    case 'disabled':
      return { tone: 'danger', label: t('accounts.tokenStates.disabled') };
    case 'unknown':
      return { tone: 'neutral', label: t('accounts.tokenStates.unknown') };
    default:
      return { tone: 'warning', label: token.status };
  }
}
