import type { FieldError } from '#domain/errors.ts';
import type { ReviewStatus } from './deal-states.ts';
import { type ConflictState, extendedUntil, protectionOf, reviewDueAt, ruleDecision, type RuledDeal } from './programme-rules.ts';
import type { ProgrammeSettings } from './programme.ts';

/** The steps of an open deal that a change of its programme can change. */
export const programmeEffects = ['submission', 'review_due', 'conflict', 'decision', 'protection', 'extension'] as const;
type ProgrammeEffect = (typeof programmeEffects)[number];

/** A step of a deal, by the present rules and by the changed ones. */
export interface DealEffect {
  effect: ProgrammeEffect;
  before: string | null;
  after: string | null;
  /** Why a submission would be refused; empty for all other effects. */
  errors: FieldError[];
}

export interface BeforeAfter<Value> {
  before: Value;
  after: Value;
}

/** Rules, and what a submission of the deal would find by them. */
export interface Rules {
  settings: ProgrammeSettings;
  faults: FieldError[];
  conflictState: ConflictState | null;
}

export interface PreviewedDeal extends RuledDeal {
  reviewStatus: ReviewStatus;
  /** Otherwise no rule decides: a person does. */
  isPartnerActive: boolean;
}

export const isSubmittable = ({ reviewStatus }: { reviewStatus: ReviewStatus }): boolean =>
  reviewStatus === 'draft' || reviewStatus === 'action_required';

/** Whether the same submission may be judged in another way. */
export function changesJudgement({ before, after }: BeforeAfter<ProgrammeSettings>): boolean {
  const judging = ({ duplicates, exclusivity, auto_approve }: ProgrammeSettings) => JSON.stringify([duplicates, exclusivity, auto_approve]);
  return judging(before) !== judging(after);
}

/** The next steps of the deal that the change changes, as if they were taken at `now`. */
export function effectsOn(deal: PreviewedDeal, rules: BeforeAfter<Rules>, now: Date): DealEffect[] {
  const [before, after] = [nextSteps(deal, rules.before, now), nextSteps(deal, rules.after, now)];
  return programmeEffects.flatMap((effect) => {
    const [old = null, changed = null] = [before[effect], after[effect]];
    const isSame = effect === 'submission' ? hasSameFaults(rules) : old === changed;
    if (isSame || (old === null && changed === null)) return [];
    return [{ effect, before: old, after: changed, errors: effect === 'submission' ? rules.after.faults : [] }];
  });
}

function nextSteps(deal: PreviewedDeal, rules: Rules, now: Date): Partial<Record<ProgrammeEffect, string | null>> {
  const { settings, faults, conflictState } = rules;
  const decision = () => (deal.isPartnerActive ? ruleDecision({ ...deal, conflictState }, settings) : 'review');
  const protection = () => protectionOf(deal, settings, now).until.toISOString();
  if (isSubmittable(deal)) {
    return {
      submission: faults.length === 0 ? 'accepted' : 'refused',
      review_due: reviewDueAt(settings, now).toISOString(),
      conflict: conflictState,
      decision: decision(),
      protection: protection(),
    };
  }
  if (deal.reviewStatus === 'approved') return { extension: extendedUntil(deal, settings)?.toISOString() ?? null };
  return deal.reviewStatus === 'submitted' ? { decision: decision(), protection: protection() } : { protection: protection() };
}

const hasSameFaults = ({ before, after }: BeforeAfter<Rules>): boolean => JSON.stringify(before.faults) === JSON.stringify(after.faults);
