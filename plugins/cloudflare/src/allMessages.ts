import { accessTexts } from './components/accessSection.messages';
import { evidenceExportTexts } from './components/evidence/evidenceExport.messages';
import { seriesTexts } from './components/sections/series.messages';
import { stepGraphTexts } from './components/stepGraph.messages';
import { messages } from './messages';
import { deploymentCheckTexts } from './pages/deploymentChecks.messages';
import { evidenceTexts } from './pages/evidence/evidence.messages';
import { evidenceActionTexts } from './pages/evidence/evidenceActions.messages';
import { productSectionMessages } from './products/sectionMessages';

/** All words. Only translations take them together. */
export const allMessages = {
  ...messages,
  sections: {
    access: accessTexts.messages,
    deploymentChecks: deploymentCheckTexts.messages,
    evidence: evidenceTexts.messages,
    evidenceActions: evidenceActionTexts.messages,
    evidenceExport: evidenceExportTexts.messages,
    series: seriesTexts.messages,
    stepGraph: stepGraphTexts.messages,
    ...productSectionMessages,
  },
} as const;
