import { EvidenceKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindForms, lastSettledDay } from '../../pages/evidence/kindForms';
import { addDays, dayText, windowOfDays } from '../../pages/evidence/utcDays';
import { SectionAction } from '../../products/ProductView';
import { useSectionTranslation } from '../useSectionTranslation';
import { EvidenceExportButton } from './EvidenceExportButton';
import { evidenceExportTexts } from './evidenceExport.messages';

/** As deployments are rare. */
const DAYS = 30;

/**
 * Evidence of a resource, offered beside the heading of a section: of a log,
 * of its last days that are final.
 */
export function evidenceAction(
  kind: EvidenceKind,
  type: 'r2' | 'workers' | 'pages',
): SectionAction {
  return function EvidenceAction({ resource, title }) {
    const { t } = useSectionTranslation(evidenceExportTexts);
    const { account, name } = resource;
    const request = { kind, subject: { type, name } };
    if (!kindForms[kind].log) {
      return (
        <EvidenceExportButton
          account={account}
          what={title}
          request={request}
        />
      );
    }
    const to = lastSettledDay(kind, Date.now());
    const from = addDays(to, 1 - DAYS);
    return (
      <EvidenceExportButton
        account={account}
        what={t('sections.evidenceExport.ofDays', {
          what: title,
          from: dayText(from),
          to: dayText(to),
        })}
        note={t('sections.evidenceExport.laterDays')}
        request={{ ...request, ...windowOfDays(from, to) }}
      />
    );
  };
}
