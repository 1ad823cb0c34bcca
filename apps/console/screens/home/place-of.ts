import type { Schema } from '#apps/console/api/schema.ts';

/** Where a task is done. */
export function placeOf({ kind, id }: Schema<'PartnerTask'>, partnerId: string): string {
  switch (kind) {
    case 'deal_question':
    case 'deal_rejected':
    case 'protection_ends':
      return `/deals/${id}`;
    case 'endpoint_failing':
    case 'endpoint_secret_ends':
      return `/endpoints/${id}`;
    case 'api_key_ends':
      return `/keys/${id}`;
    case 'client_secret_ends':
      return `/clients/${id}`;
    case 'dispute_answered':
      return `/disputes/${partnerId}?dispute=${id}`;
    case 'statement_ready': {
      const [month = '', currency = ''] = id.split('/');
      return `/statements/${partnerId}?${new URLSearchParams({ month, currency })}`;
    }
  }
}
