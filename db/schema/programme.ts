import type { ProgrammeSettings } from '../../domain/deals/programme.ts';
import { integer, jsonb, pgTable, text } from '../drizzle.ts';
import { at } from './columns.ts';

/** The rules under which a group of partners registers deals. */
export const programme = pgTable('programme', {
  id: text().primaryKey(),
  name: text().notNull(),
  settings: jsonb().$type<ProgrammeSettings>().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  version: integer().notNull().default(1),
});
