import { Flex, Text } from '@backstage/ui';
import { AccountStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../Absent';
import { CopyButton } from '../CopyButton';
import { FactList } from '../FactList';
import { StatusTag } from '../StatusTag';
import { Time } from '../Time';
import { useCloudflareTranslation } from '../useCloudflareTranslation';
import { BudgetMeter } from './BudgetMeter';
import { TokenExpiry, tokenExpiry, tokenState } from './tokenState';

const EXPIRY_TONES = {
  expired: 'danger',
  now: 'danger',
  soon: 'warning',
} as const satisfies Partial<Record<TokenExpiry, string>>;

/** The account, the token it is read with, and how much of its budget is used. */
export function AccountFacts(props: { account: AccountStatus }) {
  const { accountId, budget, key, token } = props.account;
  const { t } = useCloudflareTranslation();
  return (
    <FactList
      facts={[
        {
          label: t('accounts.token'),
          value: (
            <>
              <StatusTag {...tokenState(token, t)} />
              {token.problem && (
                <Text as="p" variant="body-small" color="secondary">
                  {token.problem.message}
                </Text>
              )}
            </>
          ),
        },
        { label: t('accounts.expiry'), value: <Expiry token={token} /> },
        {
          label: t('accounts.owner'),
          value: token.owner ? t(`accounts.owners.${token.owner}`) : <Absent />,
        },
        {
          label: t('accounts.budget'),
          value: <BudgetMeter budget={budget} />,
        },
        {
          label: t('accounts.id'),
          value: (
            <Flex align="center" gap="1">
              {accountId}
              <CopyButton value={accountId} what={t('accounts.idName')} />
            </Flex>
          ),
        },
        { label: t('accounts.key'), value: key },
      ]}
    />
  );
}

/** When the token expires; that it never does is known only of one that could be read. */
function Expiry(props: { token: AccountStatus['token'] }) {
  const { token } = props;
  const { t } = useCloudflareTranslation();
  const expiry = tokenExpiry(token);
  if (expiry === undefined) {
    return token.status === 'unknown' || token.expiresAt ? (
      <Absent />
    ) : (
      <>{t('accounts.neverExpires')}</>
    );
  }
  const words = t(
    expiry === 'expired' ? 'accounts.expired' : 'accounts.expires',
  );
  return (
    <>
      {expiry === 'later' ? (
        words
      ) : (
        <StatusTag tone={EXPIRY_TONES[expiry]} label={words} />
      )}{' '}
      <Time value={token.expiresAt} />
    </>
  );
}
