import { index, bigint, text, uniqueIndex } from '../../drizzle.ts';
import { at } from '../../schema/columns.ts';
import { attribution, bytes, scope, addedBy, recordedAt } from './columns.ts';

/** Whom a touch reached: a pseudonym, the keyed hash of what the caller calls it. Subjects that are the same have one root. */
export const subject = attribution.table(
  'subject',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    scope: scope(),
    key: bytes().notNull(),
    /** Of the subjects that are the same: the account before the user before the anonymous one. Its own id if it is alone. */
    rootId: bigint('root_id', { mode: 'bigint' }).notNull(),
    /** The subject that this one was said to be. */
    parentId: bigint('parent_id', { mode: 'bigint' }),
    recordedAt: recordedAt(),
  },
  (t) => [uniqueIndex('subject_key').on(t.scope, t.key), index('subject_root').on(t.rootId), index('subject_parent').on(t.parentId)],
);

/** The key of the hashes that subjects are known by. One row. It never changes: with another key, nobody would be recognised again. */
export const pseudonymKey = attribution.table('pseudonym_key', {
  id: text().primaryKey(),
  sealed: text().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** Who said that two subjects are the same, or that they are not after all. */
export const identity = attribution.table(
  'identity',
  {
    id: text().primaryKey(),
    scope: scope(),
    subjectId: bigint('subject_id', { mode: 'bigint' }).notNull(),
    /** Null: it is not the same as its parent any more. */
    parentId: bigint('parent_id', { mode: 'bigint' }),
    occurredAt: at('occurred_at').notNull(),
    recordedAt: recordedAt(),
    addedBy: addedBy(),
  },
  (t) => [index('identity_subject').on(t.subjectId), index('identity_added').on(t.addedBy, t.id)],
);
