import { Agent } from 'undici';
import { z } from 'zod';
import { ConnectorError } from '#connectors/connector.ts';
import type { CrmOpportunity, CrmWriter } from '#connectors/crm/crm-writer.ts';
import { exchange, failureOf, tidyReason } from '#connectors/http.ts';

/** CRMs run the company's own rules when a record is saved, which commonly takes seconds. */
const TIMEOUT_MS = 10_000;

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
}

export interface SandboxCrm extends CrmWriter {
  /** Closes its connections. */
  close(): Promise<void>;
}

const Written = z.object({ id: z.string().min(1).max(200) });
const Refusal = z.object({ errors: z.array(z.unknown()) });
const RefusedField = z.object({ field: z.string(), message: z.string() });

/** Writes to the sandbox CRM (apps/fakes/sandbox-crm/sandbox-crm.ts) with an upsert by external id, as in Salesforce. */
export function createSandboxCrm({ url, token, version, timeoutMs = TIMEOUT_MS }: SandboxCrmOptions): SandboxCrm {
  // The exchange's deadline covers head and body. undici's own timers are accurate only to a second.
  const dispatcher = new Agent({ connect: { timeout: timeoutMs }, headersTimeout: 0, bodyTimeout: 0 });
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': `Causeway/${version}`,
  };

  return {
    async writeOpportunity(opportunity) {
      const target = new URL(`opportunities/by-external-id/${encodeURIComponent(opportunity.dealId)}`, base);
      const body = JSON.stringify(toRecord(opportunity));
      const answer = await exchange({ dispatcher, method: 'PUT', url: target, headers, body, timeoutMs });
      const told = parseJson(answer.text);
      if (answer.status < 200 || answer.status > 299) throw failureOf(base.host, answer, reasonOf(told, token));
      const written = Written.safeParse(told);
      if (!written.success) {
        throw new ConnectorError('malformed', `${base.host} returned HTTP ${answer.status} without the opportunity's id`);
      }
      return written.data;
    },

    close: () => dispatcher.destroy(),
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

function reasonOf(told: unknown, token: string): string | undefined {
  const refusal = Refusal.safeParse(told);
  if (!refusal.success) return undefined;
  // What is in another form says nothing, and keeps nothing back of the rest.
  const fields = refusal.data.errors.flatMap((error) => RefusedField.safeParse(error).data ?? []);
  return tidyReason(fields.map(({ field, message }) => `${field} ${message}`).join('; '), [token]) || undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
