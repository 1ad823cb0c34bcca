import type { Schema } from '#apps/console/api/schema.ts';
import { messages } from '#apps/console/messages/messages.ts';

const states: Record<Schema<'DisputeState'>, string> = { open: 'Open', decided: 'Decided', closed: 'Closed' };
const effects: Record<Schema<'CommissionEffect'>, string> = { add: 'Add to what the partner has', take: 'Take from what the partner has' };

export const texts = messages({
  title: (partner: string) => `Disputes of ${partner}`,
  list: 'Disputes',
  states,
  effects,
  state: 'State',
  question: 'Question',
  opened: 'Opened',
  due: 'Answer due',
  overdue: 'Answer overdue since',
  about: 'About',
  nothing: 'There are no disputes',
  nothingText: 'A partner that misses a commission, or wants more, asks about a deal, a line or an invoice. Its questions are here.',
  ledger: 'Its ledger',
  close: 'Close the dispute',
  deal: 'Deal',
  line: 'Line',
  invoice: 'Invoice',
  decided: 'Decided',
  adjustment: 'Correction',
  evidence: 'What the books say',
  gathering: 'It is being gathered.',
  noEvidence: 'Nothing.',
  answer: 'Answer',
  answerField: 'Answer, for the partner',
  effect: 'Correction',
  none: 'Nothing is corrected',
  amount: 'Amount, such as 120.00',
  currency: 'Currency, such as EUR',
  finalText: 'The partner is told. A decision is final.',
  decide: 'Decide',
  decidedNow: 'The dispute is decided, and the partner is told.',
});
