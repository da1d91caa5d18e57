import { accessTexts } from './components/accessSection.messages';
import { postureCardTexts } from './components/entityPosture/postureCards.messages';
import { evidenceExportTexts } from './components/evidence/evidenceExport.messages';
import { postureTexts } from './components/posture/posture.messages';
import { resultDetailTexts } from './components/posture/resultDetail.messages';
import { seriesTexts } from './components/sections/series.messages';
import { stepGraphTexts } from './components/stepGraph.messages';
import { messages } from './messages';
import { deploymentCheckTexts } from './pages/deploymentChecks.messages';
import { evidenceTexts } from './pages/evidence/evidence.messages';
import { evidenceActionTexts } from './pages/evidence/evidenceActions.messages';
import { overviewPostureTexts } from './pages/overview/posture/overviewPosture.messages';
import { acceptanceTexts } from './pages/scorecards/acceptance.messages';
import { exemptionsTexts } from './pages/scorecards/exemptions.messages';
import { scorecardsTexts } from './pages/scorecards/scorecards.messages';
import { productSectionMessages } from './products/sectionMessages';

/** All words. Only translations take them together. */
export const allMessages = {
  ...messages,
  sections: {
    acceptance: acceptanceTexts.messages,
    access: accessTexts.messages,
    deploymentChecks: deploymentCheckTexts.messages,
    evidence: evidenceTexts.messages,
    evidenceActions: evidenceActionTexts.messages,
    evidenceExport: evidenceExportTexts.messages,
    exemptions: exemptionsTexts.messages,
    overviewPosture: overviewPostureTexts.messages,
    posture: postureTexts.messages,
    resultDetail: resultDetailTexts.messages,
    scorecards: scorecardsTexts.messages,
    postureCards: postureCardTexts.messages,
    series: seriesTexts.messages,
    stepGraph: stepGraphTexts.messages,
    ...productSectionMessages,
  },
} as const;
