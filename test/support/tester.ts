import type { Actor } from '#db/actor.ts';

/** Whom the audit log names for what tests set up. */
export const tester: Actor = { kind: 'system', id: 'test' };
