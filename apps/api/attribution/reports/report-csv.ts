import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { csvLine } from '#apps/api/http/csv-line.ts';
import { guardCell } from '#domain/formula-guard.ts';
import type { ReportHead, ReturnFigures } from './roi-view.ts';

export const formatParameter = z.enum(['json', 'csv']).default('json');

/** Both forms of a report, for the description of a route. */
export const jsonOrCsv = (description: string, schema: z.ZodType, columns: readonly string[]) => ({
  description,
  content: {
    'application/json': { schema },
    'text/csv': { schema: z.string().meta({ maxLength: 16_777_216, example: `${columns.slice(0, 3).join(',')},…\r\n` }) },
  },
});

type Cell = string | number | null;
export type Row = Record<string, Cell>;

/** Sends a table with these columns. Amounts keep their minus: a number is no formula. */
export function sendCsv(reply: FastifyReply, name: string, columns: readonly string[], rows: readonly Row[]): never {
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`);
  return reply.send(columnsAndRows(columns, rows)) as never;
}

function columnsAndRows(columns: readonly string[], rows: readonly Row[]): string {
  return [csvLine([...columns]), ...rows.map((row) => csvLine(columns.map((column) => cellOf(row[column] ?? null))))].join('');
}

const number = /^-?\d+(?:\.\d+)?$/;
function cellOf(value: Cell): string {
  if (value === null) return '';
  const text = String(value);
  return number.test(text) ? text : guardCell(text);
}

export const headColumns = ['from', 'to', 'time_zone', 'model', 'currency', 'as_of', 'attribution_version', 'fx_import'] as const;
export const figureColumns = [
  ...([
    'revenue_gross',
    'refunds',
    'tax',
    'revenue_net',
    'revenue_sourced',
    'revenue_influenced',
    'cost',
    'leads',
    'opportunities',
  ] as const),
  ...(['customers', 'cpl', 'cac', 'roi', 'roas'] as const),
] as const;

export function headCells({ window, model, currency, as_of, versions }: z.infer<typeof ReportHead>): Row {
  return {
    ...{ from: window.from, to: window.to, time_zone: window.time_zone, model, currency, as_of },
    ...{ attribution_version: versions.attribution, fx_import: versions.fx_import },
  };
}

export function figureCells({ revenue, cost, cpl, cac, leads, opportunities, customers, roi, roas }: ReturnFigures): Row {
  return {
    revenue_gross: revenue.gross.amount,
    refunds: revenue.refunds.amount,
    tax: revenue.tax.amount,
    revenue_net: revenue.net.amount,
    revenue_sourced: revenue.sourced.amount,
    revenue_influenced: revenue.influenced.amount,
    cost: cost.amount,
    ...{ leads, opportunities, customers, roi, roas },
    cpl: cpl?.amount ?? null,
    cac: cac?.amount ?? null,
  };
}
