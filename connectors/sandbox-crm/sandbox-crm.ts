import { z } from 'zod';
import { kindOfStatus } from '#connectors/classify-status.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { CrmOpportunity, CrmWriter, HeldOpportunity } from '#connectors/crm/crm-writer.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createVendorHttp, type HttpAnswer, isSuccess, tidyReason } from '#connectors/vendor-http.ts';
import { parseJson } from '#connectors/vendor-session.ts';
import type { Tracer } from '#domain/tracer.ts';

/** CRMs run the company's own rules when a record is saved, which commonly takes seconds. */
const TIMEOUT_MS = 10_000;
/** It answers with an id, with what is wrong, or with a page of opportunities, whose texts can be long. */
const MAX_BYTES = 1024 * 1024;
const MAX_LIST_BYTES = 32 * 1024 * 1024;

export interface SandboxCrmOptions {
  /**
   * Set by the operator and trusted like DATABASE_URL. The egress guard applies only to partners' configuration, because a CRM is often inside
   * the company's network.
   */
  url: string;
  token: string;
  /** Sent in User-Agent. */
  version: string;
  timeoutMs?: number | undefined;
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
}

export interface SandboxCrm extends Required<CrmWriter> {
  /** Closes its connections. */
  close(): Promise<void>;
}

const Written = z.object({ id: z.string().min(1).max(200) });
const Refusal = z.object({ errors: z.array(z.unknown()) });
const Listed = z.object({
  data: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        external_id: z.string().min(1).max(200),
        partner: z.object({ id: z.string().max(200) }),
        stage: z.string().max(100),
        status: z.string().max(100),
        amount: z.string().max(100).nullable(),
        currency: z.string().max(10).nullable(),
        close_date: z.string().max(40).nullable(),
      }),
    )
    .max(10_000),
});
const RefusedField = z.object({ field: z.string(), message: z.string() });

/** Writes to the sandbox CRM (apps/fakes/sandbox-crm/sandbox-crm.ts) with an upsert by external id, as in Salesforce. */
export function createSandboxCrm({ url, token, version, timeoutMs = TIMEOUT_MS, tracer }: SandboxCrmOptions): SandboxCrm {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const http = createVendorHttp({ guard: createEgressGuard({}), version, tracer, trustedOrigins: [base.origin] });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  return {
    async writeOpportunity(opportunity) {
      const target = new URL(`opportunities/by-external-id/${encodeURIComponent(opportunity.dealId)}`, base);
      const body = JSON.stringify(toRecord(opportunity));
      const answer = await http.send({ method: 'PUT', url: target, headers, body, timeoutMs, maxBytes: MAX_BYTES });
      const told = parseJson(answer.text);
      if (!isSuccess(answer.status)) throw failureOf(base.host, answer, reasonOf(told, token));
      const written = Written.safeParse(told);
      if (!written.success) {
        throw new ConnectorError('malformed', `${base.host} returned HTTP ${answer.status} without the opportunity's id`);
      }
      return written.data;
    },

    async listOpportunities({ after, limit }) {
      const target = new URL('opportunities', base);
      target.search = new URLSearchParams({ after, limit: String(limit) }).toString();
      const answer = await http.send({ method: 'GET', url: target, headers, timeoutMs, maxBytes: MAX_LIST_BYTES });
      const told = parseJson(answer.text);
      if (!isSuccess(answer.status)) throw failureOf(base.host, answer, reasonOf(told, token));
      const listed = Listed.safeParse(told);
      if (!listed.success) {
        throw new ConnectorError('malformed', `${base.host} returned HTTP ${answer.status} without a list of opportunities`);
      }
      return listed.data.data.map(toHeld);
    },

    close: () => http.close(),
  };
}

/** The opportunity as a record of the CRM. */
function toRecord({ partner, companyName, website, title, stage, status, lostReason, value, closeDate, protectedUntil }: CrmOpportunity) {
  return {
    name: title,
    account: { name: companyName, website },
    partner,
    stage,
    status,
    lost_reason: lostReason,
    amount: value?.amount ?? null,
    currency: value?.currency ?? null,
    close_date: closeDate,
    protected_until: protectedUntil?.toISOString() ?? null,
  };
}

function toHeld({
  id,
  external_id,
  partner,
  stage,
  status,
  amount,
  currency,
  close_date,
}: z.infer<typeof Listed>['data'][number]): HeldOpportunity {
  return { id, dealId: external_id, partnerId: partner.id, stage, status, amount, currency, closeDate: close_date };
}

function reasonOf(told: unknown, token: string): string | undefined {
  const refusal = Refusal.safeParse(told);
  if (!refusal.success) return undefined;
  // What is in another form says nothing, and keeps nothing back of the rest.
  const fields = refusal.data.errors.flatMap((error) => RefusedField.safeParse(error).data ?? []);
  return tidyReason(fields.map(({ field, message }) => `${field} ${message}`).join('; '), [token]) || undefined;
}

function failureOf(host: string, { status, retryAfterMs }: HttpAnswer, reason?: string): ConnectorError {
  const kind = kindOfStatus(status);
  const message = `${host} answered HTTP ${status}${reason ? `: ${reason}` : ''}`;
  if (kind === 'malformed') return new ConnectorError(kind, `${message}, which is not expected; redirects are not followed`);
  return new ConnectorError(kind, message, kind === 'rate_limited' || kind === 'unavailable' ? retryAfterMs : undefined);
}
