import { Button, Flex, TextField } from '@backstage/ui';
import { FormEvent, useEffect, useMemo, useState } from 'react';
import { TableChoices } from '../components/TableChoices';
import { TableFilter, TableFilterSelect } from '../components/TableFilter';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { accessActions, actionText } from '../products/zero-trust.columns';
import { ViewState } from '../components/useViewState';

const DECISIONS = ['allowed', 'refused'] as const;

/** What is typed; it is searched for when that is asked for. */
interface Draft {
  actor: string;
  target: string;
  ray: string;
}

/** The filters of the authentication log; the URL tells them. */
export function AccessAuditFilters(props: {
  view: ViewState;
  /** A user that the backend does not take, and why. */
  actorError: { actor: string; message: string } | undefined;
  onApply: () => void;
}) {
  const { actorError, onApply, view } = props;
  const { t } = useCloudflareTranslation();
  const actor = view.read('actor');
  const target = view.read('target');
  const ray = view.read('ray');
  const action = view.read('action');
  const decision = view.read('decision');
  const [draft, setDraft] = useState<Draft>({ actor, target, ray });
  useEffect(() => setDraft({ actor, target, ray }), [actor, target, ray]);
  const actionFilter = useMemo<TableFilter<string>>(
    () => ({
      id: 'action',
      label: t('zeroTrustPage.audit.action'),
      value: String,
      text: value => actionText(value, t),
    }),
    [t],
  );
  const decisionFilter = useMemo<TableFilter<string>>(
    () => ({
      id: 'decision',
      label: t('zeroTrustPage.audit.decision'),
      value: String,
      text: value => {
        const known = DECISIONS.find(one => one === value);
        return known ? t(`zeroTrustPage.audit.decisions.${known}`) : value;
      },
    }),
    [t],
  );
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onApply();
    view.write({
      actor: draft.actor.trim(),
      target: draft.target.trim(),
      ray: draft.ray.trim(),
    });
  };
  const clear = () => {
    onApply();
    setDraft({ actor: '', target: '', ray: '' });
    view.write({ actor: '', target: '', ray: '', action: '', decision: '' });
  };
  const isRefused = (value: string) => value.trim() === actorError?.actor;
  return (
    <form
      role="search"
      aria-label={t('zeroTrustPage.audit.title')}
      onSubmit={apply}
    >
      <Flex direction="column" gap="3">
        <TableChoices>
          <TextField
            label={t('zeroTrustPage.audit.actor')}
            description={t('zeroTrustPage.audit.actorHelp')}
            size="small"
            value={draft.actor}
            onChange={value => setDraft({ ...draft, actor: value })}
            validationBehavior="aria"
            validate={value => (isRefused(value) ? actorError?.message : null)}
          />
          <TextField
            label={t('zeroTrustPage.audit.target')}
            description={t('zeroTrustPage.audit.targetHelp')}
            size="small"
            value={draft.target}
            onChange={value => setDraft({ ...draft, target: value })}
          />
          <TextField
            label={t('zeroTrustPage.audit.ray')}
            description={t('zeroTrustPage.audit.rayHelp')}
            size="small"
            value={draft.ray}
            onChange={value => setDraft({ ...draft, ray: value })}
          />
        </TableChoices>
        <TableChoices>
          <TableFilterSelect
            filter={decisionFilter}
            rows={DECISIONS}
            selected={decision}
            onSelect={value => view.write({ decision: value })}
          />
          <TableFilterSelect
            filter={actionFilter}
            rows={accessActions}
            selected={action}
            onSelect={value => view.write({ action: value })}
          />
          <Button type="submit" size="small" variant="secondary">
            {t('zeroTrustPage.audit.apply')}
          </Button>
          {[actor, target, ray, action, decision].some(Boolean) && (
            <Button size="small" variant="tertiary" onPress={clear}>
              {t('zeroTrustPage.audit.clear')}
            </Button>
          )}
        </TableChoices>
      </Flex>
    </form>
  );
}
