import { messages } from '#apps/console/messages/messages.ts';

export const texts = messages({
  csv: 'CSV',
  asTable: 'As a table',
});
