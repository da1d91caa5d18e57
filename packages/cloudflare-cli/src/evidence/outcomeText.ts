import { VerificationCheck } from '@cloudflare-backstage/cloudflare-evidence';
import { plain } from '../output';
import { Outcome } from './verifyBundles';

const STATES: { state: VerificationCheck['state']; label: string }[] = [
  { state: 'fail', label: 'FAILED     ' },
  { state: 'unchecked', label: 'not checked' },
  { state: 'pass', label: 'ok         ' },
];

/** One line a check, failures first; then what it amounts to. */
export function outcomeText(outcome: Outcome): string[] {
  const all = [
    ...outcome.bundles.flatMap(({ path, checks }) =>
      checks.map(check => ({
        state: check.state,
        about: check.about ? `${path}, ${check.about}` : path,
        message: check.message,
      })),
    ),
    ...outcome.chain.map(({ state, about, message }) => ({
      state,
      about: about ?? 'chain',
      message,
    })),
    ...outcome.others.map(about => ({
      state: 'unchecked' as const,
      about,
      message: 'It is no bundle.',
    })),
  ];
  const lines = STATES.flatMap(({ state, label }) =>
    all
      .filter(check => check.state === state)
      .map(({ about, message }) => `${label}  ${about}: ${message}`),
  );
  const positions = outcome.bundles.flatMap(({ position }) => position ?? []);
  const count = (state: VerificationCheck['state']) =>
    all.filter(check => check.state === state).length;
  return [
    ...lines,
    '',
    ...positions.map(position => `Bundle ${position}`),
    outcome.ok
      ? `VERIFIED: ${count('pass')} checks passed, ${count(
          'unchecked',
        )} could not be made.`
      : `NOT VERIFIED: ${count('fail')} of ${all.length} checks failed.`,
  ].map(plain);
}
