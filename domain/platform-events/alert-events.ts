import { id, reason, text, type } from './platform-event-type.ts';

/** What the sending of alerts tells when it does not work. Alerts themselves are no events: an alert about events would cause the next one. */
export const alertEventTypes = {
  'causeway.alert.unsent': type('error', {
    message: 'an alert cannot be sent',
    remedy: 'Mend the channel, and try it with POST /alert-channels/{id}/test. Messages that are still true are then sent by themselves.',
    runbook: 'An alert cannot be sent',
    data: {
      rule: text.describe('The rule of the alert'),
      alert: text.describe('ID of its workflow in Temporal: `alert/<rule>/<subject id>`. There can be more alerts'),
      channel_id: id('ach').nullable().describe('Null: no channel is enabled for it'),
      channel: text.nullable().describe('Name of the channel'),
      ...reason,
    },
    example: {
      ...{ rule: 'reconnect_needed', alert: 'alert/reconnect_needed/con_01k9v5yq3n8t2e6w7x4z0b1c2d' },
      ...{ channel_id: 'ach_01k9v5yq3n8t2e6w7x4z0b1c2d', channel: 'On call', reason: 'hooks.slack.com: channel_is_archived' },
    },
  }),
} as const;
