import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Select, Text, TextField } from '@backstage/ui';
import {
  ANNOTATION_CLOUDFLARE_NAME,
  EvidenceSubjectRef,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsync from 'react-use/esm/useAsync';
import { ACCOUNT_FIELD } from '../../catalog/entityFilters';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { evidenceActionTexts } from './evidenceActions.messages';
import { evidenceTexts } from './evidence.messages';
import { subjectProducts } from './kindForms';

type SubjectType = EvidenceSubjectRef['type'];

const NAME_FIELD = `metadata.annotations.${ANNOTATION_CLOUDFLARE_NAME}`;
const COMPONENT_REF = /^component:[^\s:/]+\/[^\s:/]+$/i;

/** Whether it is told what the evidence is about. */
export function isSubjectTold(type: SubjectType, name: string): boolean {
  if (type === 'account') {
    return true;
  }
  return type === 'component' ? COMPONENT_REF.test(name.trim()) : name !== '';
}

/** Asks what the evidence is about. */
export function SubjectFields(props: {
  account: string;
  types: readonly SubjectType[];
  type: SubjectType;
  name: string;
  onChange: (subject: { type: SubjectType; name: string }) => void;
}) {
  const { account, name, onChange, type, types } = props;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const { t: tEvidence } = useSectionTranslation(evidenceTexts);
  return (
    <>
      {types.length > 1 && (
        <Select
          label={t('sections.evidenceActions.create.subject')}
          options={types.map(value => ({
            value,
            label: tEvidence(`sections.evidence.subjectTypes.${value}`),
          }))}
          selectedKey={type}
          onSelectionChange={key =>
            onChange({ type: key as SubjectType, name: '' })
          }
        />
      )}
      {type === 'component' && (
        <TextField
          label={t('sections.evidenceActions.create.component')}
          description={t('sections.evidenceActions.create.componentHelp')}
          value={name}
          onChange={value => onChange({ type, name: value })}
          validationBehavior="aria"
          validate={value =>
            value === '' || COMPONENT_REF.test(value.trim())
              ? null
              : t('sections.evidenceActions.create.componentWrong')
          }
        />
      )}
      {type !== 'account' && type !== 'component' && (
        <ResourceSelect
          key={`${account} ${type}`}
          account={account}
          type={type}
          name={name}
          onChange={value => onChange({ type, name: value })}
        />
      )}
    </>
  );
}

function ResourceSelect(props: {
  account: string;
  type: keyof typeof subjectProducts;
  name: string;
  onChange: (name: string) => void;
}) {
  const { account, name, onChange, type } = props;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const catalogApi = useApi(catalogApiRef);
  const { error, value: names } = useAsync(async () => {
    const { facets } = await catalogApi.getEntityFacets({
      filter: {
        kind: 'resource',
        'spec.type': subjectProducts[type].resourceType,
        [ACCOUNT_FIELD]: account,
      },
      facets: [NAME_FIELD],
    });
    return (facets[NAME_FIELD] ?? []).map(({ value }) => value).sort();
  }, [account, catalogApi, type]);
  if (error) {
    return (
      <Text as="p" color="danger">
        {t('sections.evidenceActions.create.resourcesFailed', {
          message: error.message,
        })}
      </Text>
    );
  }
  if (!names || names.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t(
          names
            ? 'sections.evidenceActions.create.resourcesNone'
            : 'sections.evidenceActions.create.resourcesLoading',
        )}
      </Text>
    );
  }
  return (
    <Select
      label={t('sections.evidenceActions.create.resource')}
      searchable={names.length > 10}
      options={names.map(value => ({ value, label: value }))}
      selectedKey={name || null}
      onSelectionChange={key => onChange(String(key ?? ''))}
    />
  );
}
