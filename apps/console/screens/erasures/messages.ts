import type { Schema } from '#apps/console/api/schema.ts';
import { messages } from '#apps/console/messages/messages.ts';

const states: Record<Schema<'Erasure'>['status'], string> = { running: 'Running', finished: 'Finished' };
const kinds: Record<Schema<'Erasure'>['kind'], string> = { partner: 'A partner', data_subject: 'A person' };

export const texts = messages({
  title: 'Erasures',
  states,
  kinds,
  status: 'Status',
  kind: 'Of',
  partner: 'Partner',
  begun: 'Begun',
  finished: 'Finished',
  erased: 'Erased so far',
  why: 'Reason',
  nothing: 'Nothing was erased yet',
  nothingText: 'A partner is erased on its page, a person below.',
  person: 'Erase a person',
  personText:
    'Events with the address lose their payload, and what was to be delivered of them is cancelled, for all partners. It cannot be taken back.',
  email: 'E-mail address of the person',
  erase: 'Erase …',
  eraseTitle: (email: string) => `Erase ${email}`,
  eraseNow: 'Erase for good',
  keep: 'Leave it',
});
