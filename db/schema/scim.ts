import type { ScimUserAttributes } from '../../domain/access/scim-user.ts';
import { index, jsonb, pgTable, primaryKey, text, uniqueIndex } from '../drizzle.ts';
import { at } from './columns.ts';
import { ssoConnection } from './sso.ts';
import { userAccount } from './user.ts';

const connectionId = () =>
  text('connection_id')
    .notNull()
    .references(() => ssoConnection.id);
const userId = () =>
  text('user_id')
    .notNull()
    .references(() => userAccount.id);

/** What an identity provider has said of a user by SCIM, beside what the user's own row has. */
export const scimUser = pgTable(
  'scim_user',
  {
    connectionId: connectionId(),
    userId: userId(),
    /** In lower case: no two users of a connection have the same. */
    userNameKey: text('user_name_key').notNull(),
    attributes: jsonb().$type<ScimUserAttributes>().notNull(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.connectionId, t.userId] }),
    uniqueIndex('scim_user_name').on(t.connectionId, t.userNameKey),
    index('scim_user_user').on(t.userId),
  ],
);

export const scimGroup = pgTable(
  'scim_group',
  {
    id: text().primaryKey(),
    connectionId: connectionId(),
    displayName: text('display_name').notNull(),
    externalId: text('external_id'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [index('scim_group_connection').on(t.connectionId, t.id)],
);

export const scimMember = pgTable(
  'scim_member',
  {
    groupId: text('group_id')
      .notNull()
      .references(() => scimGroup.id),
    userId: userId(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.userId] }), index('scim_member_user').on(t.userId)],
);
