import type { Schema } from '#apps/console/api/schema.ts';
import { messages } from '#apps/console/messages/messages.ts';

const kinds: Record<Schema<'PartnerTask'>['kind'], { title: string; time: string }> = {
  deal_question: { title: 'Questions about your deals', time: 'Answer until' },
  deal_rejected: { title: 'Rejected deals', time: 'Rejected' },
  protection_ends: { title: 'Protection that ends soon', time: 'Ends' },
  endpoint_failing: { title: 'Endpoints that fail', time: 'Since' },
  endpoint_secret_ends: { title: 'Old signing secrets that end', time: 'Ends' },
  api_key_ends: { title: 'Keys that expire', time: 'Expires' },
  client_secret_ends: { title: 'Old client secrets that end', time: 'Ends' },
  dispute_answered: { title: 'Answers to your disputes', time: 'Answered' },
  statement_ready: { title: 'New statements', time: 'Issued' },
};

export const texts = messages({
  title: 'What needs you',
  kinds,
  what: 'What',
  why: 'Why',
  nothing: 'Nothing waits for you',
  nothingText: 'Questions about deals, endpoints that fail, keys that expire, answers and statements are here as soon as there are any.',
});
