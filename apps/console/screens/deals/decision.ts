import { api } from '#apps/console/api/client.ts';
import type { Schema } from '#apps/console/api/schema.ts';

export type DecisionKind = 'approve' | 'reject' | 'ask' | 'merge';
export const decisionKinds = ['approve', 'reject', 'ask', 'merge'] as const satisfies readonly DecisionKind[];

/** What somebody filled in; each kind takes a part of it. */
export interface Decision {
  kind: DecisionKind;
  text: string;
  into: string;
  fields: Schema<'DealField'>[];
}

type Deal = Schema<'Deal'>;

/** Sends the decision. One that is lost on the way and sent again has its effect once. */
export function decide({ id, conflict }: Deal, { kind, text, into, fields }: Decision, key: string): Promise<{ data?: Deal }> {
  const params = { path: { id }, header: { 'idempotency-key': key } };
  const comment = text.trim() === '' ? {} : { comment: text.trim() };
  switch (kind) {
    case 'approve':
      return api.POST('/api/v1/deals/{id}/approve', { params, body: { ...comment, override: conflict === 'conflict' } });
    case 'reject':
      return api.POST('/api/v1/deals/{id}/reject', { params, body: { reason: text.trim() } });
    case 'ask':
      return api.POST('/api/v1/deals/{id}/ask', { params, body: { fields, comment: text.trim() } });
    case 'merge':
      return api.POST('/api/v1/deals/{id}/merge', { params, body: { into: into.trim(), ...comment } });
  }
}
