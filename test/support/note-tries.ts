import { hash } from 'node:crypto';
import type { TestEngine } from './engine.ts';

/** What an activity leaves behind after so many processes that died of it, one after the other. Returns the id of this work. */
export async function noteTries(
  engine: TestEngine,
  tries: number,
  [workflowId, activity, argument]: readonly [workflowId: string, activity: string, argument: unknown],
): Promise<string> {
  const id = `${workflowId}/${activity}/${hash('sha256', JSON.stringify(argument), 'base64url').slice(0, 16)}`;
  await engine.db.sql`insert into unfinished_work (id, holder, tries) values (${id}, 'eng_gone', ${tries})`;
  return id;
}
