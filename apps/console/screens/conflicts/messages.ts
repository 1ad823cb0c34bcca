import type { Schema } from '#apps/console/api/schema.ts';
import { count, messages } from '#apps/console/messages/messages.ts';

const states: Record<Schema<'ListSyncConflictsState'>, string> = { open: 'Open', resolved: 'Resolved' };

export const texts = messages({
  title: 'Conflicts',
  states,
  state: 'State',
  toSync: 'The sync',
  toFailed: 'Its failed records',
  record: 'Records',
  recordOf: (object: string, a: string, b: string) => `${object} ${a} and ${b}`,
  field: 'Field',
  inA: 'Value in A',
  inB: 'Value in B',
  empty: 'empty',
  opened: 'Since',
  outcome: 'Outcome',
  won: (side: string) => `${side} was kept`,
  agreed: 'both came to agree',
  keepA: 'Keep A',
  keepB: 'Keep B',
  keepATitle: 'Keep what A has',
  keepBTitle: 'Keep what B has',
  keepText: (value: number, side: string) =>
    `In ${count(value, 'conflict', 'conflicts')}, the value of ${side} is written to the other side, over what is there.`,
  kept: (value: number) => `${count(value, 'conflict is', 'conflicts are')} resolved.`,
  nothing: 'No conflicts',
  nothingText: 'A conflict is a field that both sides changed and that neither owns. Nothing is written over until somebody decides.',
});
