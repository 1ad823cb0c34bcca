import { escapeHtml } from '#apps/api/http/html.ts';
import { showAmount } from '#domain/commissions/show-money.ts';
import { toMoney } from '#domain/money.ts';

/** A sum before or after the lines. */
interface Balance {
  kind: string;
  name: string;
  minor: bigint;
}

/** A statement, or an invoice, as it is printed. */
export interface Paper {
  id: string;
  title: string;
  partner: string;
  note: string;
  currency: string;
  issuedAt: Date;
  opening: Balance | null;
  closing: Balance;
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
export function paperPage({ id, title, partner, note, currency, opening, closing, lines }: Paper): string {
  const amount = (minor: bigint) => `<td class="amount">${showAmount(minor, currency)}</td>`;
  const balance = ({ name, minor }: Balance) => `<tr><th colspan="2">${name}</th>${amount(minor)}</tr>`;
  const rows = lines.map(
    (line) =>
      `<tr><td>${line.day}</td><td>${escapeHtml(line.kind)}: ${escapeHtml(line.explanation)}<br><small>${line.id}</small></td>${amount(line.changeMinor)}</tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(partner)}<br><small>${id}, ${escapeHtml(note)}</small></p>
<table><thead><tr><th>Day</th><th>Line</th><th class="amount">${currency}</th></tr></thead><tbody>
${[...(opening === null ? [] : [balance(opening)]), ...rows, balance(closing)].join('\n')}
</tbody></table></body></html>
`;
}

/** The same as a table for spreadsheets. */
export function paperRows({ opening, closing, currency, lines }: Paper) {
  const amount = (minor: bigint) => ({ amount: toMoney(minor, currency).amount, currency });
  const balance = ({ kind, minor }: Balance) => ({ day: null, line: null, kind, explanation: null, ...amount(minor) });
  return [
    ...(opening === null ? [] : [balance(opening)]),
    ...lines.map(({ day, id, kind, explanation, changeMinor }) => ({ day, line: id, kind, explanation, ...amount(changeMinor) })),
    balance(closing),
  ];
}
