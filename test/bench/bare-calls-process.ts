import { Agent, type Dispatcher, request } from 'undici';
import { serve } from '#test/support/stack/helper-process.ts';
import type { BenchVendor, RunningVendor } from './vendor-fakes-process.ts';

const agent = new Agent({ connections: 64, pipelining: 1 });

type Call = (
  vendor: RunningVendor,
  ids: readonly string[],
  name: string,
) => [string, Dispatcher.HttpMethod, Record<string, string>, string?];
const bearer = ({ tokens }: RunningVendor) => ({ authorization: `Bearer ${tokens.accessToken}`, 'content-type': 'application/json' });
const hubspot = '/crm/objects/2026-09/contacts/batch';
const salesforce = '/services/data/v67.0/composite/sobjects';

/** The calls that the connectors make. */
const calls: Record<BenchVendor, { read: Call; write: Call }> = {
  hubspot: {
    read: (vendor, ids) => [
      `${hubspot}/read`,
      'POST',
      bearer(vendor),
      JSON.stringify({ properties: ['lastname'], inputs: ids.map((id) => ({ id })) }),
    ],
    write: (vendor, ids, name) => [
      `${hubspot}/update`,
      'POST',
      bearer(vendor),
      JSON.stringify({ inputs: ids.map((id) => ({ id, properties: { lastname: name } })) }),
    ],
  },
  salesforce: {
    read: (vendor, ids) => [
      `${salesforce}/Contact`,
      'POST',
      bearer(vendor),
      JSON.stringify({ ids, fields: ['Id', 'SystemModstamp', 'IsDeleted', 'LastName'] }),
    ],
    write: (vendor, ids, name) => [
      salesforce,
      'PATCH',
      bearer(vendor),
      JSON.stringify({ allOrNone: false, records: ids.map((id) => ({ attributes: { type: 'Contact' }, id, LastName: name })) }),
    ],
  },
  stripe: {
    read: (vendor, [id = '']) => [`/v1/customers/${id}`, 'GET', { authorization: `Bearer ${vendor.tokens.accessToken}` }],
    write: (vendor, [id = ''], name) => [
      `/v1/customers/${id}`,
      'POST',
      { authorization: `Bearer ${vendor.tokens.accessToken}`, 'content-type': 'application/x-www-form-urlencoded' },
      `name=${name}`,
    ],
  },
};

export interface BarePlan {
  vendor: BenchVendor;
  target: RunningVendor;
  /** Records of one call. */
  batch: number;
  /** Calls under way at once, half of them reading. */
  atOnce: number;
  /** Either of them ends it. */
  seconds: number;
  calls: number;
}

const handlers = {
  /** Returns how many calls succeeded, and how long it took. */
  async work({ vendor, target, batch, atOnce, seconds, calls: most }: BarePlan): Promise<{ calls: number; seconds: number }> {
    const startedAt = performance.now();
    let [made, next] = [0, 0];
    const repeat = async (kind: 'read' | 'write') => {
      while (performance.now() < startedAt + seconds * 1_000 && made < most) {
        made++;
        const ids = Array.from({ length: batch }, () => target.ids[next++ % target.ids.length] ?? '');
        const [path, method, headers, body] = calls[vendor][kind](target, ids, `Record ${next}`);
        const answer = await request(target.url + path, { dispatcher: agent, method, headers, body: body ?? null });
        const text = await answer.body.text();
        if (answer.statusCode >= 300) throw new Error(`${vendor} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
        JSON.parse(text);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, (_, i) => repeat(i % 2 === 0 ? 'read' : 'write')));
    return { calls: made, seconds: (performance.now() - startedAt) / 1_000 };
  },
};
export type BareCallsHandlers = typeof handlers;

serve(handlers);
