import { expect, test } from 'vitest';
import {
  canMove,
  editableFields,
  isClosed,
  reviewMoves,
  reviewStatuses,
  stageMoves,
  stages,
  type ReviewMove,
  type ReviewStatus,
  type Stage,
} from '#domain/deals/deal-states.ts';

const moves = Object.keys(reviewMoves) as ReviewMove[];

test('nothing leads out of a final status or stage', () => {
  for (const reviewStatus of reviewStatuses) {
    for (const stage of stages) {
      const deal = { reviewStatus, stage };
      if (isClosed(deal)) expect([deal, moves.filter((move) => canMove(deal, move))]).toEqual([deal, []]);
    }
  }
  expect([stageMoves.won, stageMoves.lost]).toEqual([[], []]);
});

test('every status can be reached from a draft, and every stage from prospect', () => {
  const reached = new Set<ReviewStatus>(['draft']);
  // A Set that grows while it is walked is walked to its end.
  for (const at of reached) {
    for (const { from, to } of Object.values(reviewMoves)) if (from.some((status) => status === at)) reached.add(to);
  }
  expect([...reached].toSorted()).toEqual([...reviewStatuses].toSorted());
  const stagesReached = new Set<Stage>(['prospect']);
  for (const stage of stagesReached) for (const next of stageMoves[stage]) stagesReached.add(next);
  expect([...stagesReached].toSorted()).toEqual([...stages].toSorted());
});

test('no stage jumps past a validation to won', () => {
  expect(stages.filter((stage) => stageMoves[stage].includes('won'))).toEqual(['committed']);
});

test('a partner edits all of a draft, what review asks for, and little of what is approved', () => {
  const deal = { reviewStatus: 'draft', stage: 'prospect', requestedFields: ['title'] } as const;
  expect(editableFields(deal)).toBeNull();
  expect(editableFields({ ...deal, reviewStatus: 'action_required' })).toEqual(['title']);
  expect(editableFields({ ...deal, reviewStatus: 'in_review' })).toEqual([]);
  expect(editableFields({ ...deal, reviewStatus: 'approved' })).toContain('close_date');
  expect(editableFields({ ...deal, reviewStatus: 'approved', stage: 'won' })).toEqual([]);
});
