import type { ExportColumnType, ExportStreamName } from '#domain/warehouse/export-streams.ts';
import type { ExportStream } from './export-stream.ts';
import { accounts, connectionHealth, reconciliationFindings } from './streams/company.ts';
import { dealHistory, deals, matches } from './streams/deals.ts';
import { conversions, deliveries, ledgerLines, touches } from './streams/money-and-deliveries.ts';

export const exportStreams: Readonly<Record<ExportStreamName, ExportStream>> = {
  deals,
  deal_history: dealHistory,
  accounts,
  matches,
  touches,
  conversions,
  ledger_lines: ledgerLines,
  deliveries,
  connection_health: connectionHealth,
  reconciliation_findings: reconciliationFindings,
};

/** The streams that a caller sees: a partner those that have rows of its own. */
export const streamsFor = (partnerId: string | undefined): ExportStream[] =>
  Object.values(exportStreams).filter(({ isOwn }) => partnerId === undefined || isOwn !== null);

export interface ShownColumn {
  name: string;
  type: ExportColumnType;
  sql: string;
  about?: string | undefined;
}

/** The columns that a caller sees, without those that every stream has. */
export const columnsFor = ({ columns }: ExportStream, partnerId: string | undefined): ShownColumn[] =>
  Object.entries(columns).flatMap(([name, { type, sql, about, forPartner }]) => {
    if (partnerId === undefined || forPartner === undefined) return [{ name, type, sql, about }];
    return forPartner === null ? [] : [{ name, type, sql: forPartner, about }];
  });
