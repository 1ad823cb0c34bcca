import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import type { StripeAccount, StripeObject } from './stripe-account.ts';
import { missing, refuse } from './stripe-errors.ts';
import { decodeForm } from './stripe-form.ts';
import { expand, pageOf, paging, readLimit } from './stripe-lists.ts';
import * as param from './stripe-params.ts';
import { type Resource, resources } from './stripe-resources.ts';
import { parseSearch } from './stripe-search.ts';

type Fields = { [name: string]: param.Json };
const expansions: param.ParamSpec = { expand: param.list(param.text()) };

/** Checks what the key may do. Throws Refused. */
export type Allow = (request: VendorRequest, permission: string) => void;

export function resourceRoutes(account: StripeAccount, allow: Allow): Routes {
  return Object.assign({}, ...resources.map((resource) => routesOf(account, resource, allow))) as Routes;
}

function routesOf(account: StripeAccount, resource: Resource, allow: Allow): Routes {
  const { name, path, permission } = resource;
  const list = `/v1/${path}`;
  const reads = (handle: (request: VendorRequest) => VendorAnswer) => (request: VendorRequest) => {
    allow(request, `${permission}_read`);
    return handle(request);
  };
  const writes = (handle: (request: VendorRequest) => VendorAnswer) => (request: VendorRequest) => {
    allow(request, `${permission}_write`);
    return handle(request);
  };
  const shown = (object: StripeObject, asked: Fields): VendorAnswer => ({
    status: 200,
    body: expand(account, object, expansionsOf(asked)),
  });
  return {
    [`GET ${list}/search`]: reads((request) => {
      if (!resource.searches) throw refuse({ status: 404, message: `Unrecognized request URL (GET: ${list}/search).` });
      return search(
        account,
        resource,
        readQuery(request, { query: param.text(), limit: param.integer, page: param.text(), ...expansions }),
      );
    }),
    [`GET ${list}`]: reads((request) => {
      const asked = readQuery(request, { ...resource.filters, ...paging });
      const isShown = (object: StripeObject) =>
        (resource.isListed?.(object, asked) ?? true) &&
        Object.keys(resource.filters).every((filter) => isWanted(object, filter, asked[filter]));
      const page = pageOf(account, account.newestFirst(name), asked, list, isShown);
      const paths = expansionsOf(asked);
      return { status: 200, body: { ...page, data: page.data.map((object) => expand(account, object, paths, 'data')) } };
    }),
    [`POST ${list}`]: writes((request) => {
      const { expand: asked, ...given } = readForm(request, { ...resource.create, ...expansions });
      const id = given['id'];
      if (typeof id === 'string' && account.find(name, id)) {
        throw refuse({ code: 'resource_already_exists', message: `${name} already exists.`, param: 'id' });
      }
      const created = resource.insert(account, given);
      return shown(created, { expand: asked ?? [] });
    }),
    [`GET ${list}/:id`]: reads(({ params, ...request }) => {
      const id = params['id'] ?? '';
      const asked = readQuery({ ...request, params }, expansions);
      // Deleted customers are told, deleted products and invoices are not.
      if (account.isDeleted(name, id) && name === 'customer') return { status: 200, body: { id, object: name, deleted: true } };
      return shown(account.get(name, id), asked);
    }),
    [`POST ${list}/:id`]: writes((request) => {
      const { expand: asked, ...given } = readForm(request, { ...resource.update, ...expansions });
      return shown(resource.change(account, request.params['id'] ?? '', given), { expand: asked ?? [] });
    }),
    [`DELETE ${list}/:id`]: writes((request) => {
      if (!resource.remove) throw refuse({ status: 404, message: `Unrecognized request URL (DELETE: ${list}).` });
      return { status: 200, body: resource.remove(account, request.params['id'] ?? '') };
    }),
  };
}

export function eventRoutes(account: StripeAccount, allow: Allow): Routes {
  const filters = { type: param.text(), types: param.list(param.text(), 20), delivery_success: param.boolean };
  return {
    'GET /v1/events': (request) => {
      allow(request, 'rak_event_read');
      const asked = readQuery(request, { ...filters, ...paging });
      const types = asked['types'] as string[] | undefined;
      if (types && asked['type'] !== undefined) throw refuse({ message: 'You may not pass both type and types.', param: 'types' });
      const wanted = types ?? (typeof asked['type'] === 'string' ? [asked['type']] : undefined);
      const matches = (type: string) =>
        wanted?.some((one) => one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1)))) ?? true;
      return {
        status: 200,
        body: pageOf(
          account,
          account.events().filter(({ type }) => matches(type)),
          asked,
          '/v1/events',
        ),
      };
    },
    'GET /v1/events/:id': (request) => {
      allow(request, 'rak_event_read');
      const found = account.events().find(({ id }) => id === request.params['id']);
      if (!found) throw refuse(missing('event', request.params['id'] ?? ''));
      return { status: 200, body: found };
    },
    'GET /v1/account': () => ({
      status: 200,
      body: {
        ...{ id: account.id, object: 'account', country: 'DE', default_currency: 'eur', email: 'ada@sandbox.example', type: 'standard' },
        ...{ charges_enabled: true, details_submitted: true, payouts_enabled: true, metadata: {} },
        business_profile: { name: 'Causeway Sandbox' },
        settings: { dashboard: { display_name: 'Causeway Sandbox', timezone: 'Europe/Berlin' } },
      },
    }),
    'GET /v1/accounts/:id': (request) => {
      if (request.params['id'] !== account.id) {
        throw refuse({ status: 403, code: 'account_invalid', message: 'The provided key does not have access to this account.' });
      }
      return { status: 200, body: { id: account.id, object: 'account', business_profile: { name: 'Causeway Sandbox' }, metadata: {} } };
    },
  };
}

function search(account: StripeAccount, { name, path }: Resource, asked: Fields): VendorAnswer {
  param.requireParams(asked, 'query');
  const limit = readLimit(asked);
  const holds = parseSearch(param.textOf(asked['query']));
  const found = account.searchable(name).filter(holds).toReversed();
  const from = asked['page'] === undefined ? 0 : Number(Buffer.from(param.textOf(asked['page']), 'base64url').toString());
  if (!Number.isSafeInteger(from)) throw refuse({ message: 'Invalid page', param: 'page' });
  const hasMore = account.repeatPages || found.length > from + limit;
  const next = account.repeatPages ? 0 : from + limit;
  const data = found.slice(from, from + limit);
  const nextPage = hasMore ? Buffer.from(String(next)).toString('base64url') : null;
  return { status: 200, body: { object: 'search_result', data, has_more: hasMore, next_page: nextPage, url: `/v1/${path}/search` } };
}

export const readQuery = ({ url }: VendorRequest, spec: param.ParamSpec): Fields => param.readParams(decodeForm(url.search), spec);

export function readForm({ headers, body, url }: VendorRequest, spec: param.ParamSpec): Fields {
  const isForm = /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '');
  if (body !== '' && !isForm) {
    throw refuse({ message: 'Invalid request (check that your POST content type is application/x-www-form-urlencoded).' });
  }
  return param.readParams(decodeForm(`${body}${body && url.search ? '&' : ''}${url.search.slice(1)}`), spec);
}

function expansionsOf({ expand: asked = [] }: Fields): string[] {
  const paths = asked as string[];
  const deep = paths.find((path) => path.split('.').length > 4);
  if (deep === undefined) return paths;
  throw refuse({ message: `You cannot expand more than 4 levels of a property. Property: ${deep}`, param: 'expand' });
}

function isWanted(object: StripeObject, filter: string, wanted: param.Json | undefined): boolean {
  if (wanted === undefined || wanted === 'all') return true;
  if (filter === 'ids') return (wanted as string[]).includes(object.id);
  if (filter === 'status' && wanted === 'ended') return object['status'] === 'canceled';
  if (filter === 'price' && object.object === 'subscription') {
    return (object['items'] as { data: { price: { id: string } }[] }).data.some(({ price }) => price.id === wanted);
  }
  return object[filter] === wanted;
}
