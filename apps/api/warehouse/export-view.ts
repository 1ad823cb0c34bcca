import { z } from 'zod';
import type { ExportStream } from '#db/warehouse/export-stream.ts';
import { columnsFor } from '#db/warehouse/export-streams.ts';
import { Timestamp } from '#domain/instant.ts';
import { exportStreamNames, type ExportColumnType } from '#domain/warehouse/export-streams.ts';

export const ExportParams = z.object({ stream: z.enum(exportStreamNames).describe('Name of the stream') });

const ExportStreamView = z
  .object({
    name: z.enum(exportStreamNames),
    description: z.string(),
    primary_key: z.array(z.string()).meta({ maxItems: 1 }),
    cursor_field: z.string(),
  })
  .meta({
    id: 'ExportStream',
    examples: [
      { name: 'deals', description: 'Deals that partners registered, drafts too', primary_key: ['id'], cursor_field: 'updated_at' },
    ],
  });
export const ExportStreamList = z
  .object({ data: z.array(ExportStreamView).meta({ maxItems: exportStreamNames.length }) })
  .meta({ id: 'ExportStreamList' });

export const ExportStreamSchema = z
  .object({
    ...ExportStreamView.shape,
    schema: z.record(z.string(), z.unknown()).describe('JSON Schema (draft 2020-12) of a row. Columns may be added'),
  })
  .meta({ id: 'ExportStreamSchema' });

const ExportRow = z
  .looseObject({
    id: z.string().meta({ maxLength: 200 }),
    updated_at: Timestamp.describe('When the row last changed'),
    deleted: z.boolean().describe('Such a row has no other fields: delete your copy'),
  })
  .meta({ id: 'ExportRow', examples: [{ id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', updated_at: '2026-03-01T09:30:00.000Z', deleted: true }] });

export const MAX_EXPORT_LIMIT = 1_000;
export const ExportPage = z
  .object({
    data: z.array(ExportRow).meta({ maxItems: MAX_EXPORT_LIMIT }),
    has_more: z.boolean().describe('Whether the pass has more pages now'),
    next_cursor: z
      .string()
      .meta({ maxLength: 1_000, example: 'eyJzdHJlYW0iOiJkZWFscyJ9' })
      .describe('Where to go on. At the end of a pass, keep it: it returns what has changed since, and it does not expire'),
  })
  .meta({ id: 'ExportPage' });

export const toStream = ({ name, about }: ExportStream): z.infer<typeof ExportStreamView> => ({
  ...{ name, description: about },
  ...{ primary_key: ['id'], cursor_field: 'updated_at' },
});

const jsonTypes: Readonly<Record<ExportColumnType, Record<string, unknown>>> = {
  text: { type: ['string', 'null'] },
  integer: { type: ['integer', 'null'] },
  real: { type: ['number', 'null'] },
  decimal: { type: ['string', 'null'], pattern: String.raw`^-?\d+(\.\d+)?$` },
  boolean: { type: ['boolean', 'null'] },
  date: { type: ['string', 'null'], format: 'date' },
  timestamp: { type: ['string', 'null'], format: 'date-time' },
  json: { type: ['object', 'array', 'null'] },
};

export function toSchema(stream: ExportStream, partnerId: string | undefined): z.infer<typeof ExportStreamSchema> {
  const own = columnsFor(stream, partnerId).map(({ name, type, about }) => [
    name,
    { ...jsonTypes[type], ...(about !== undefined && { description: about }) },
  ]);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['id', 'updated_at', 'deleted'],
    properties: {
      id: { type: 'string' },
      ...Object.fromEntries(own),
      updated_at: { type: 'string', format: 'date-time' },
      deleted: { type: 'boolean', description: 'A row that is deleted has no other fields' },
    },
  };
  return { ...toStream(stream), schema };
}
