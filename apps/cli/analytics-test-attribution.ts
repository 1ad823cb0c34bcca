import { z } from 'zod';
import { findGroups } from '#apps/api/attribution/reports/report-groups.ts';
import { readBasis } from '#apps/api/attribution/reports/report-query.ts';
import { scopeOfPartner } from '#apps/api/attribution/reports/report-scope.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { models } from '#domain/attribution/facts.ts';
import { computeReturn, MILLION, toCount } from '#domain/attribution/return.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { toMoney } from '#domain/money.ts';
import { layOutTable } from './text-table.ts';
import { withReports } from './with-reports.ts';

const usage = `Shows what each attribution model gives a partner, side by side, from the recorded touches, conversions and revenue.

  npm run analytics:test-attribution -- --partner-id=ptn_… [--window=90] [--json]

  --partner-id   the partner
  --window       the last days; the setting attribution.roi_window_days, if omitted
  --json         print one line of JSON`;

const Flags = z.strictObject({
  'partner-id': z.string().min(1),
  window: wholeNumberText(1, 731).optional(),
  json: z.boolean().default(false),
});

await runCommand(async () => {
  const { 'partner-id': partnerId, window, json } = readFlags(process.argv.slice(2), Flags, usage);
  return withReports(partnerId, async (deps, partner) => {
    const scope = scopeOfPartner(partner);
    const query = { window: window === undefined ? undefined : `${window}d` };
    const first = await readBasis(deps, query, { scope });
    const rows = [];
    for (const model of models) {
      // All models as of the same moment.
      const basis = { ...first, books: { ...first.books, model } };
      const { groups } = await findGroups(deps, { basis, partnerId, byDay: false }, () => '');
      const { revenueNet, leads, opportunities, customers } = computeReturn(groups.get('') ?? {}, MILLION);
      rows.push({
        ...{ model, revenue_net: toMoney(revenueNet, basis.currency) },
        ...{ leads: toCount(leads), opportunities: toCount(opportunities), customers: toCount(customers) },
      });
    }
    const { books, currency } = first;
    const found = {
      partner_id: partnerId,
      version: books.version,
      as_of: books.asOf.toISOString(),
      from: first.window.from,
      to: first.window.to,
      models: rows,
    };
    if (json) {
      console.log(JSON.stringify(found));
    } else {
      const cells = rows.map((row) => [row.model, row.revenue_net.amount, `${row.leads}`, `${row.opportunities}`, `${row.customers}`]);
      const header = ['model', `net revenue (${currency})`, 'leads', 'opportunities', 'customers'];
      console.log(`${partner.name} (${partnerId}), version ${found.version}, as of ${found.as_of}\n\n${layOutTable(header, cells)}`);
    }
    return 0;
  });
});
