import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { sendCsv } from '#apps/api/attribution/reports/report-csv.ts';
import { type Paper, paperPage, paperRows } from './paper-page.ts';
import { paperPdf } from './paper-pdf.ts';

export const paperFormats = ['json', 'csv', 'html', 'pdf'] as const;
type PaperFormat = Exclude<(typeof paperFormats)[number], 'json'>;

const MAX_LENGTH = 67_108_864;
/** A paper in each format, for the description of a route. */
export const paperContent = (schema: z.ZodType) => ({
  'application/json': { schema },
  'text/csv': { schema: z.string().meta({ maxLength: MAX_LENGTH, example: 'day,line,kind,…\r\n' }) },
  'text/html': { schema: z.string().meta({ maxLength: MAX_LENGTH, example: '<!doctype html>…' }) },
  'application/pdf': { schema: z.string().meta({ format: 'binary', maxLength: MAX_LENGTH, example: '%PDF-1.7…' }) },
});

/** Sends a paper as a table for spreadsheets, as a page to print, or as a PDF. */
export async function sendPaper(reply: FastifyReply, format: PaperFormat, paper: Paper): Promise<never> {
  if (format === 'csv') {
    const columns = ['day', 'line', 'kind', 'explanation', 'amount', 'currency'];
    return sendCsv(reply, paper.id, columns, paperRows(paper));
  }
  if (format === 'pdf') {
    const file = await paperPdf(paper);
    reply.type('application/pdf').header('content-disposition', `attachment; filename="${paper.id}.pdf"`);
    return reply.send(file) as never;
  }
  reply.type('text/html; charset=utf-8').header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
  return reply.send(paperPage(paper)) as never;
}
