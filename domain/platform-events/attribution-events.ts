import { Timestamp } from '#domain/instant.ts';
import { reason, type } from './platform-event-type.ts';

const since = '2026-03-01T09:30:00.000Z';

/** What the roll-up of attribution tells the company's own people. That its store is away is told by `causeway.readiness.failed`. */
export const attributionEventTypes = {
  'causeway.attribution.standing_still': type('error', {
    message: 'new facts are not added up: reports show what was known before, and no commission is computed',
    remedy: 'Remove what reason names. It is tried again every minute, and nothing is lost meanwhile.',
    runbook: 'Reports stand still',
    data: { ...reason, failing_since: Timestamp },
    example: { reason: 'canceling statement due to statement timeout', failing_since: since },
  }),
  'causeway.attribution.recovered': type('info', {
    message: 'new facts are added up again',
    remedy: 'Nothing.',
    data: { ...reason, failing_since: Timestamp },
    example: { reason: 'canceling statement due to statement timeout', failing_since: since },
  }),
} as const;
