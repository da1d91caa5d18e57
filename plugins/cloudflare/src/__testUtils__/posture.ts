import { scorecardIds } from '@cloudflare-backstage/plugin-cloudflare-common';
import { answer } from '../__fixtures__/answers';
import { postureSummary, scorecardPosture } from '../__fixtures__/posture';
import { Answers } from './render';

/** A backend where everything was evaluated, and nothing is known besides. */
export const POSTURE: Answers = {
  posture: answer(postureSummary()),
  'posture/history': answer({ points: [] }),
  'posture/results': answer([]),
  'posture/exemptions': answer([]),
  'posture/acceptance': answer([]),
  ...Object.fromEntries(
    scorecardIds.map(id => [
      `posture/scorecards/${id}`,
      answer(scorecardPosture(id)),
    ]),
  ),
};
