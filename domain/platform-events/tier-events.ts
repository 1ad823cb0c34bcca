import { z } from 'zod';
import { Day } from '#domain/instant.ts';
import { id, type } from './platform-event-type.ts';

const level = z.string().max(100);

/** What the levels of partners tell the company's own people. */
export const tierEventTypes = {
  'causeway.tier.changed': type('info', {
    message: 'the level of a partner changes',
    remedy: 'Nothing to do. GET /partners/{id}/level/changes says why; PUT /partners/{id}/level sets another one.',
    data: {
      partner_id: id('ptn'),
      ...{ level, previous_level: level },
      change: z
        .enum(['promotion', 'demotion', 'set', 'replaced'])
        .describe('set: by a person. replaced: the rules no longer have its level'),
      effective_from: Day,
    },
    example: {
      ...{ partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab', level: 'silver', previous_level: 'registered' },
      ...{ change: 'promotion', effective_from: '2026-04-15' },
    },
  }),
} as const;
