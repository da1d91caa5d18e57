import { ResponseError } from '@backstage/errors';
import {
  AccessAuditEvent,
  cloudflareReadPersonalPermission,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo, useState } from 'react';
import { CloudflareRequest } from '../api';
import { PagedTable } from '../components/PagedTable';
import { Access } from '../components/StateBoundary';
import { ToolbarLine } from '../components/ToolbarLine';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { ViewState } from '../components/useViewState';
import { auditList } from '../products/zero-trust.lists';
import { AccessEvidence } from './AccessEvidence';
import { AccessAuditFilters } from './AccessAuditFilters';
import { timesOf, TimeWindow } from './timeWindow';

const ALLOWED: Partial<Record<string, string>> = {
  allowed: 'true',
  refused: 'false',
};

/** The authentication log of Access, narrowed as the URL tells. */
export function AccessAuditSection(props: {
  account: string | undefined;
  window: TimeWindow;
  view: ViewState;
  access: Access;
}) {
  const { access, account, view, window } = props;
  const { t } = useCloudflareTranslation();
  const columns = useMemo(() => auditList.columns(t), [t]);
  const [refusal, setRefusal] = useState<{ actor: string; message: string }>();
  const actor = view.read('actor');
  const filters = {
    account,
    actor: actor || undefined,
    target: view.read('target') || undefined,
    ray: view.read('ray') || undefined,
    action: view.read('action') || undefined,
    allowed: ALLOWED[view.read('decision')],
  };
  const request = (): CloudflareRequest => ({
    path: ['zero-trust', 'access', 'audit'],
    query: { ...filters, ...timesOf(window, Date.now()) },
  });
  const onRead = (error: Error | undefined) => {
    const message = error && actorProblem(error);
    setRefusal(message ? { actor, message } : undefined);
  };
  const refusedFor = (message: string) =>
    message.includes(cloudflareReadPersonalPermission.name)
      ? t('zeroTrustPage.audit.actorRefused', {
          permission: cloudflareReadPersonalPermission.name,
        })
      : message;
  return (
    <ToolbarLine
      actions={account && <AccessEvidence account={account} window={window} />}
      start={
        <AccessAuditFilters
          view={view}
          actorError={
            refusal && {
              actor: refusal.actor,
              message: refusedFor(refusal.message),
            }
          }
          onApply={() => setRefusal(undefined)}
        />
      }
    >
      {refusal?.actor !== actor && (
        <PagedTable<AccessAuditEvent>
          key={JSON.stringify([filters, window])}
          label={t('zeroTrustPage.audit.what')}
          fileName="access-log"
          request={request}
          columns={columns}
          rowId={auditList.rowId}
          access={access}
          onRead={onRead}
          empty={{
            ...auditList.empty(t),
            title: t('zeroTrustPage.audit.emptyTitle'),
            description: t('zeroTrustPage.audit.emptyDescription'),
          }}
        />
      )}
    </ToolbarLine>
  );
}

/** What the backend says of the filter by user, when it does not take it. */
function actorProblem(error: Error): string | undefined {
  return error instanceof ResponseError &&
    error.statusCode === 400 &&
    error.cause.message.includes(`'actor'`)
    ? error.cause.message
    : undefined;
}
