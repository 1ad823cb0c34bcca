/** What can be exported, by the name that the API has for it. */
export const exportStreamNames = [
  'deals',
  'deal_history',
  'accounts',
  'matches',
  'touches',
  'conversions',
  'ledger_lines',
  'deliveries',
  'connection_health',
  'reconciliation_findings',
] as const;
export type ExportStreamName = (typeof exportStreamNames)[number];

export type ExportColumnType = 'text' | 'integer' | 'real' | 'decimal' | 'boolean' | 'date' | 'timestamp' | 'json';
