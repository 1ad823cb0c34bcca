import type { AlertLine, AlertMessage } from '#domain/alerts/alert-message.ts';

export const alertLine = (part: Partial<AlertLine> = {}): AlertLine => ({
  dedupKey: 'alert/reconnect_needed/con_1',
  severity: 'critical',
  title: 'Our HubSpot: reconnect needed',
  reason: 'HubSpot answers BAD_REFRESH_TOKEN',
  remedy: 'Open the link to give the consent again',
  link: '/api/v1/connections/con_1',
  runbook: 'Deliveries are retrying',
  since: '2026-03-01T09:30:00.000Z',
  until: null,
  ...part,
});

export const alertMessage = (part: Partial<AlertMessage> = {}): AlertMessage => ({
  kind: 'firing',
  dedupKey: 'alert/reconnect_needed/con_1',
  alerts: [alertLine()],
  omitted: 0,
  acknowledgedBy: null,
  reference: null,
  ...part,
});
