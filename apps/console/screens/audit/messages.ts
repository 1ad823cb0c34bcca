import { messages } from '#apps/console/messages/messages.ts';

export const texts = messages({
  title: 'Audit log',
  number: 'No.',
  at: 'When',
  action: 'What',
  actor: 'Who',
  actorId: 'Who (ID)',
  object: 'Which',
  objectId: 'Which (ID)',
  objectKind: 'Kind of thing',
  partner: 'Partner ID',
  from: 'From',
  to: 'Until',
  detail: 'Detail',
  show: 'Before and after',
  request: 'Request',
  nothing: 'The audit log is empty',
  nothingText: 'Every change of configuration has an entry here, in a chain that shows tampering.',
  export: 'Export these as JSON lines',
});
