import type { TestApp } from './app.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Requests about deals. The headers determine on whose behalf. */
export function dealCalls(api: TestApp) {
  async function call(headers: object, method: Method, path: string, payload?: unknown) {
    const reply = await api.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { ...headers },
      ...(payload !== undefined && { payload: payload as object }),
    });
    return { status: reply.statusCode, body: reply.body === '' ? null : reply.json(), text: reply.body, headers: reply.headers };
  }
  const submitted = async (headers: object, company: string, more: object = {}) => {
    const { id } = (await call(headers, 'POST', '/deals', { ...readyDeal(company), ...more })).body;
    return (await call(headers, 'POST', `/deals/${id}/submit`)).body;
  };
  const approved = async (headers: object, company: string, more: object = {}) => {
    const { id } = await submitted(headers, company, more);
    return (await call(api.headers, 'POST', `/deals/${id}/approve`)).body;
  };
  const programme = async (settings: object) => (await call(api.headers, 'POST', '/programmes', { name: 'Own rules', settings })).body;
  /** A partner whose deals follow these rules. */
  const partnerUnder = async (settings: object, tier: 'standard' | 'sandbox' = 'standard') => {
    const partner = await api.partner(tier);
    const { id } = await programme(settings);
    await call(api.headers, 'PATCH', `/partners/${partner.id}`, { programme_id: id });
    return { ...partner, programmeId: id as string };
  };
  return { call, submitted, approved, programme, partnerUnder };
}

/** A deal that the standard programme accepts. */
export function readyDeal(company: string) {
  return {
    customer: { company_name: company, website: `https://www.${company.toLowerCase().replaceAll(/\W/g, '')}.com` },
    title: 'Data platform',
    expected_value: { amount: '48000.00', currency: 'EUR' },
    close_date: '2099-03-31',
    type: 'new_business',
  };
}

/** `/pointer code` of each error. */
export function faultsOf(body: { errors?: { pointer: string; code: string }[] }): string[] {
  return (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).toSorted();
}

/** The same errors in the deprecated form: `field legacy_code`. */
export function formerFaultsOf(body: { errors?: { field: string; code: string; legacy_code?: string }[] }): string[] {
  return (body.errors ?? []).map(({ field, code, legacy_code: former = code }) => `${field} ${former}`).toSorted();
}
