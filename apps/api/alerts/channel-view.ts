import { z } from 'zod';
import type { ChannelRow } from '#db/alerts/alert-channel.ts';
import { ChannelSettings, ChannelWithSecrets } from '#domain/alerts/channel.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';

const name = FilledText(100).describe('For people, and in messages that say that it does not work');

export const NewChannel = z
  .strictObject({
    name,
    settings: ChannelWithSecrets.describe('How to reach it. `secrets` are stored encrypted and never shown'),
    enabled: z.boolean().default(true),
  })
  .meta({
    id: 'CreateAlertChannel',
    examples: [
      {
        name: 'On call',
        settings: { kind: 'pagerduty', region: 'eu', secrets: { routing_key: 'R0123456789ABCDEF0123456789ABCDE' } },
      },
    ],
  });

export const ChannelChange = z
  .strictObject({
    name: name.optional(),
    settings: ChannelWithSecrets.optional().describe('Replaces all of them, with the secrets'),
    enabled: z.boolean().optional().describe('A disabled channel is told nothing. What waited for it is dropped'),
  })
  .meta({ id: 'AlertChannelChange', examples: [{ enabled: false }] });

export const AlertChannel = z
  .object({
    id: z.string(),
    name: z.string(),
    settings: ChannelSettings.describe('Without its secrets'),
    enabled: z.boolean(),
    last_success_at: Timestamp.nullable(),
    last_failure_at: Timestamp.nullable(),
    last_error: z.string().nullable(),
    failing_since: Timestamp.nullable().describe('Since when nothing arrives. Null if the last message arrived'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({
    id: 'AlertChannel',
    examples: [
      {
        ...{ id: 'ach_01k9v5yq3n8t2e6w7x4z0b1c2d', name: 'On call', settings: { kind: 'pagerduty', region: 'eu' }, enabled: true },
        ...{ last_success_at: '2026-03-01T09:30:11.000Z', last_failure_at: null, last_error: null, failing_since: null },
        ...{ created_at: '2026-02-01T08:00:00.000Z', updated_at: '2026-02-01T08:00:00.000Z' },
      },
    ],
  });

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

export function toChannel(row: ChannelRow): z.infer<typeof AlertChannel> {
  return {
    ...{ id: row.id, name: row.name, settings: row.settings, enabled: row.enabled },
    last_success_at: time(row.lastSuccessAt),
    last_failure_at: time(row.lastFailureAt),
    last_error: row.lastError,
    failing_since: time(row.failingSince),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
