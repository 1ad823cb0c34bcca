import { escapeHtml } from '#apps/api/http/html.ts';
import { showAmount } from '#domain/commissions/show-money.ts';
import { toMoney } from '#domain/money.ts';
/** A statement as it is printed. */
export interface PrintedStatement {
  id: string;
  partner: string;
  month: string;
  currency: string;
  openingMinor: bigint;
  closingMinor: bigint;
  issuedOn: string;
  lines: readonly { day: string; id: string; kind: string; explanation: string; changeMinor: bigint }[];
}

const style = `
body { font: 11pt/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top; }
td.amount, th.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
small { color: #555; }
@media print { @page { size: A4; margin: 18mm; } body { margin: 0; max-width: none; } }`;

/** One page of HTML without scripts and without anything from elsewhere. Its head repeats on every sheet. */
export function statementPage(one: PrintedStatement): string {
  const title = `Commission statement ${one.month}, ${one.currency}`;
  const amount = (minor: bigint) => `<td class="amount">${showAmount(minor, one.currency)}</td>`;
  const balance = (name: string, minor: bigint) => `<tr><th colspan="2">${name}</th>${amount(minor)}</tr>`;
  const lines = one.lines.map(
    ({ day, id, kind, explanation, changeMinor }) =>
      `<tr><td>${day}</td><td>${escapeHtml(kind)}: ${escapeHtml(explanation)}<br><small>${id}</small></td>${amount(changeMinor)}</tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(one.partner)}<br><small>${one.id}, issued on ${one.issuedOn}. It is final: corrections are on the next statement.</small></p>
<table><thead><tr><th>Day</th><th>Line</th><th class="amount">${one.currency}</th></tr></thead><tbody>
${[balance('Opening balance', one.openingMinor), ...lines, balance('Closing balance', one.closingMinor)].join('\n')}
</tbody></table></body></html>
`;
}

/** The same as a table for spreadsheets. */
export const statementRows = ({ openingMinor, closingMinor, currency, lines }: PrintedStatement) => [
  { day: null, line: null, kind: 'opening', explanation: null, amount: toMoney(openingMinor, currency).amount, currency },
  ...lines.map(({ day, id, kind, explanation, changeMinor }) => ({
    ...{ day, line: id, kind, explanation, amount: toMoney(changeMinor, currency).amount, currency },
  })),
  { day: null, line: null, kind: 'closing', explanation: null, amount: toMoney(closingMinor, currency).amount, currency },
];
