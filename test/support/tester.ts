import type { Actor } from '#db/actor.ts';

/** The actor of changes that tests make directly. */
export const tester: Actor = { kind: 'system', id: 'test' };
