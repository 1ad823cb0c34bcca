import type { Schema } from '#apps/console/api/schema.ts';
import { messages, number } from '#apps/console/messages/messages.ts';

const lengths: Record<Schema<'DeliveryPeriodLength'>, string> = { hour: 'Hour: the last day', day: 'Day in UTC: the last 30' };

export const texts = messages({
  title: 'Deliveries over time',
  lengths,
  by: 'By',
  from: 'From',
  delivered: 'Delivered',
  deadLettered: 'Dead letters',
  success: 'Succeeded',
  p50: 'Half within',
  p95: '95 of 100 within',
  ms: (value: number) => (value < 10_000 ? `${number(Math.round(value))} ms` : `${number(Math.round(value / 1_000))} s`),
  successChart: (from: string, to: string, least: string, most: string) =>
    `Share of deliveries that succeeded from ${from} to ${to} UTC, on a scale from ${least} to ${most}. The table below has each period.`,
  latencyChart: (from: string, to: string, least: string, most: string) =>
    `Time to delivery from ${from} to ${to} UTC, on a scale from ${least} to ${most}. The table below has each period.`,
  nothing: 'Nothing has ended in this time.',
});
