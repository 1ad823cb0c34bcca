import type { Schema } from '#apps/console/api/schema.ts';
import { messages } from '#apps/console/messages/messages.ts';

const states: Record<Schema<'EndpointState'>, string> = { enabled: 'Enabled', disabled: 'Disabled', paused: 'Paused' };
const breakers: Record<Schema<'BreakerState'>, string> = { closed: 'Closed', open: 'Open', half_open: 'Probing' };

export const texts = messages({
  title: 'Endpoints',
  states,
  breakers,
  state: 'State',
  breaker: 'Circuit breaker',
  url: 'URL',
  description: 'Description',
  partner: 'Partner ID',
  types: 'Event types',
  allTypes: 'all',
  failing: 'Failing since',
  created: 'Created',
  why: 'Reason',
  concurrency: 'At once',
  rate: 'A second',
  timeout: 'Timeout',
  ms: (value: number) => `${value} ms`,
  ordering: 'Keeps the order',
  yes: 'yes',
  stats: 'How well it did',
  period: 'Time',
  last24h: 'Last 24 hours',
  last7d: 'Last 7 days',
  total: 'Deliveries',
  success: 'Succeeded',
  percent: (share: number) => `${(share * 100).toFixed(1)} %`,
  nothing: 'There are no endpoints yet',
  nothingText: 'An endpoint is a URL of a partner that receives events. It is created with POST /endpoints.',
  enable: 'Enable',
  pause: 'Pause',
  disable: 'Disable',
  test: 'Send a test event',
  tested: 'A test event was sent. Its delivery:',
  deliveries: 'Its deliveries',
  deadLetters: 'Its dead letters',
  health: 'Its health',
});
