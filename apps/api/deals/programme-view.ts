import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { ProgrammeRow } from '#db/deals/programme.ts';
import { ProgrammeSettings, ProgrammeSettingsChange } from '#domain/deals/programme.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';

export const ProgrammeParams = z.object({ id: z.string().max(64).describe('ID of the programme (`prg_…`)') });

const name = FilledText(200);
const settingsExample = {
  required: ['customer.website', 'title', 'expected_value', 'close_date', 'type'],
  conditional: [{ when: { field: 'type', equals: 'expansion' }, require: ['problem', 'custom.contract_number'] }],
  custom_schema: { properties: { contract_number: { type: 'string', maxLength: 6, pattern: '^C-[0-9]{4}$' } } },
  currency: 'EUR',
  review: { sla_business_days: 3, time_zone: 'Europe/Vienna', holidays: ['2026-12-25'], reminder_at: 0.8, action_days: 30 },
  auto_approve: { max_value: { amount: '10000.00', currency: 'EUR' } },
  protection: { starts: 'approval', days: 90, reminder_days: 14, extension_days: 60, max_extensions: 1 },
  exclusivity: 'customer',
  duplicates: { possible: 0.5, conflict: 0.85, on_conflict: 'review' },
} satisfies ProgrammeSettings;

export const CreateProgramme = z
  .strictObject({ name, settings: ProgrammeSettings.prefault({}).describe('Omitted settings have their defaults') })
  .meta({ id: 'CreateProgramme', example: { name: 'Resellers in Austria', settings: settingsExample } });

export const UpdateProgramme = z.strictObject({ name: name.optional(), settings: ProgrammeSettingsChange.optional() }).meta({
  id: 'UpdateProgramme',
  description:
    'Only the fields in the request change. `review`, `protection` and `duplicates` are merged field by field; any other setting is replaced as a whole',
  example: { settings: { review: { sla_business_days: 2 } } },
});

export const Programme = z
  .object({
    id: z.string(),
    name,
    settings: ProgrammeSettings,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: z.int().describe('Increases with each change; also the ETag'),
  })
  .meta({
    id: 'Programme',
    examples: [
      {
        id: 'prg_01k9v5yq3n8t2e6w7x4z0b1c2d',
        name: 'Resellers in Austria',
        settings: settingsExample,
        created_at: '2026-03-01T09:30:00.000Z',
        updated_at: '2026-03-01T09:30:00.000Z',
        version: 1,
      },
    ],
  });
export type Programme = z.infer<typeof Programme>;
export const ProgrammeList = listOf(Programme).meta({ id: 'ProgrammeList' });

export function toProgramme({ id, name: called, settings, createdAt, updatedAt, version }: ProgrammeRow): Programme {
  return {
    id,
    name: called,
    settings: ProgrammeSettings.parse(settings),
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
    version,
  };
}
