import { PdfPages, type Piece, WIDTH } from '#apps/api/http/pdf-pages.ts';
import { showAmount } from '#domain/commissions/show-money.ts';
import { inOneLine } from '#domain/plain-text.ts';
import type { Paper } from './paper-page.ts';

const SIZE = 8;
const SMALL = 6.5;
const LINE = 65;
const LINE_WIDTH = 340;

const amount = (text: string): Piece => ({ text, x: WIDTH, size: SIZE, align: 'right' });

/** A statement, or an invoice, on A4 sheets, each with the heads of the columns. The same paper gives the same bytes. */
export async function paperPdf({ id, title, partner, note, currency, issuedAt, opening, closing, lines }: Paper): Promise<Buffer> {
  const pages = PdfPages.begin([{ text: 'Day', x: 0, size: SIZE }, { text: title, x: LINE, size: SIZE }, amount(currency)]);
  const balance = ({ name, minor }: Paper['closing']) =>
    pages.add({ text: name, x: LINE, size: SIZE }, amount(showAmount(minor, currency)));
  pages.skip(SIZE);
  await pages.add({ text: inOneLine(partner.normalize('NFC')), x: LINE, size: 11, width: LINE_WIDTH });
  await pages.add({ text: `${id}, ${note}`, x: LINE, size: SMALL, width: LINE_WIDTH });
  pages.skip(SIZE);
  if (opening !== null) await balance(opening);
  for (const line of lines) {
    const text = inOneLine(`${line.kind}: ${line.explanation}`.normalize('NFC'));
    const change = amount(showAmount(line.changeMinor, currency));
    await pages.add({ text: line.day, x: 0, size: SIZE }, { text, x: LINE, size: SIZE, width: LINE_WIDTH }, change);
    await pages.add({ text: line.id, x: LINE, size: SMALL });
  }
  await balance(closing);
  return pages.end({ title, createdAt: issuedAt });
}
