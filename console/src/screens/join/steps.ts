/** The way into a data space, and how far along it a state is. */
import type { State } from '../../api/simpl.ts';

export const STEPS = ['apply', 'documents', 'decision', 'certificate', 'member'] as const;
export type Step = (typeof STEPS)[number];

const CURRENT: Record<State, Step> = {
  'not-started': 'apply',
  rejected: 'apply',
  requested: 'documents',
  revision: 'documents',
  'in-review': 'decision',
  approved: 'certificate',
  'certificate-missing': 'certificate',
  expired: 'certificate',
  onboarded: 'member',
  suspended: 'member',
  revoked: 'member',
};

/** The step at which something is to be done or waited for. */
export const currentStep = (state: State): Step => CURRENT[state] ?? 'apply';

export type Progress = 'done' | 'current' | 'ahead';

export function progress(step: Step, state: State): Progress {
  const here = STEPS.indexOf(currentStep(state));
  const place = STEPS.indexOf(step);
  if (place === here) return state === 'onboarded' ? 'done' : 'current';
  return place < here ? 'done' : 'ahead';
}
