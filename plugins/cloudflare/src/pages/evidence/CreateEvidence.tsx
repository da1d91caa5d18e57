import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
  Select,
  Text,
} from '@backstage/ui';
import {
  cloudflareReadPersonalPermission,
  EvidenceJob,
  EvidenceKind,
  evidenceKinds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { FormEvent, useId, useState } from 'react';
import { cloudflareApiRef } from '../../api';
import { beginEvidence } from '../../components/evidence/evidenceJobs';
import { reasonOf } from '../../components/reasonOf';
import { Legible } from '../../components/Legible';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { DayFields } from './DayFields';
import { daysProblem, kindChanges, newDraft, requestOf } from './evidenceDraft';
import styles from './evidence.module.css';
import { evidenceTexts } from './evidence.messages';
import { evidenceActionTexts } from './evidenceActions.messages';
import { kindForms } from './kindForms';
import { isSubjectTold, SubjectFields } from './SubjectFields';

/** Asks what evidence to create, and has it begun. */
export function CreateEvidence(props: {
  accounts: readonly string[];
  account: string;
  onBegun: (job: EvidenceJob) => void;
  onClose: () => void;
}) {
  const { account, accounts, onBegun, onClose } = props;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const { t: tEvidence } = useSectionTranslation(evidenceTexts);
  const api = useApi(cloudflareApiRef);
  const formId = useId();
  const [draft, setDraft] = useState(() => newDraft(account));
  const [error, setError] = useState<unknown>();
  const [isPending, setPending] = useState(false);
  const change = (changes: Partial<typeof draft>) =>
    setDraft(before => ({ ...before, ...changes }));
  const form = kindForms[draft.kind];
  const isReady =
    isSubjectTold(draft.subjectType, draft.subjectName) && !daysProblem(draft);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setPending(true);
    try {
      onBegun(await beginEvidence(api, draft.account, requestOf(draft)));
    } catch (refused) {
      setError(refused);
      setPending(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>{t('sections.evidenceActions.create.title')}</DialogHeader>
      <DialogBody>
        <Legible>
          <form id={formId} className={styles.fields} onSubmit={submit}>
            {accounts.length > 1 && (
              <Select
                label={tEvidence('sections.evidence.account')}
                options={accounts.map(key => ({ value: key, label: key }))}
                selectedKey={draft.account}
                onSelectionChange={key =>
                  change({ account: String(key ?? ''), subjectName: '' })
                }
              />
            )}
            <Select
              label={t('sections.evidenceActions.create.kind')}
              options={evidenceKinds.map(value => ({
                value,
                label: tEvidence(`sections.evidence.kinds.${value}`),
              }))}
              selectedKey={draft.kind}
              onSelectionChange={key =>
                change(kindChanges(draft, key as EvidenceKind))
              }
            />
            <SubjectFields
              account={draft.account}
              types={form.subjects}
              type={draft.subjectType}
              name={draft.subjectName}
              onChange={({ name, type }) =>
                change({ subjectType: type, subjectName: name })
              }
            />
            {form.log ? (
              <DayFields draft={draft} log={form.log} onChange={change} />
            ) : (
              <Text as="p" color="secondary">
                {t('sections.evidenceActions.create.state')}
              </Text>
            )}
            <VariantField
              value={draft.variant}
              onChange={variant => change({ variant })}
            />
            {error !== undefined && (
              <Alert
                status="danger"
                icon
                title={t('sections.evidenceActions.create.failed')}
                description={reasonOf(error)}
              />
            )}
          </form>
        </Legible>
      </DialogBody>
      <DialogFooter>
        <Button
          type="submit"
          form={formId}
          isDisabled={!isReady}
          isPending={isPending}
        >
          {t('sections.evidenceActions.create.submit')}
        </Button>
        <Button variant="secondary" slot="close">
          {t('sections.evidenceActions.create.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function VariantField(props: {
  value: 'pseudonymous' | 'personal';
  onChange: (variant: 'pseudonymous' | 'personal') => void;
}) {
  const { onChange, value } = props;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const { t: tEvidence } = useSectionTranslation(evidenceTexts);
  const { allowed } = usePermission({
    permission: cloudflareReadPersonalPermission,
  });
  const permission = cloudflareReadPersonalPermission.name;
  return (
    <RadioGroup
      label={t('sections.evidenceActions.create.variant')}
      value={value}
      onChange={chosen =>
        onChange(chosen === 'personal' ? chosen : 'pseudonymous')
      }
    >
      <Radio value="pseudonymous">
        <div>
          {tEvidence('sections.evidence.variants.pseudonymous')}
          <Text as="p" variant="body-small" color="secondary">
            {t('sections.evidenceActions.create.pseudonymousHelp')}
          </Text>
        </div>
      </Radio>
      <Radio value="personal" isDisabled={!allowed}>
        <div>
          {tEvidence('sections.evidence.variants.personal')}
          <Text as="p" variant="body-small" color="secondary">
            {t(
              allowed
                ? 'sections.evidenceActions.create.personalHelp'
                : 'sections.evidenceActions.create.personalDenied',
              { permission },
            )}
          </Text>
        </div>
      </Radio>
    </RadioGroup>
  );
}
