import { createHmac, randomBytes } from 'node:crypto';
import type { Routes } from '#apps/fakes/vendor-server.ts';
import { WebhookSender } from '#apps/fakes/webhook-sender.ts';
import type { StripeAccount, StripeEvent } from './stripe-account.ts';
import { refuse } from './stripe-errors.ts';
import { pageOf, paging } from './stripe-lists.ts';
import * as param from './stripe-params.ts';
import { type Allow, readForm, readQuery } from './stripe-routes.ts';

/** Sends each event to the endpoints that want it, signed. */
export class StripeWebhooks {
  readonly sender = new WebhookSender();
  readonly #account: StripeAccount;
  readonly #secrets = new Map<string, string>();

  constructor(account: StripeAccount) {
    this.#account = account;
    account.onEvent = (event) => this.#send(event);
  }

  /** As the account's owner does it in the dashboard. */
  add(url: string, secret: string): void {
    const { id } = this.#account.create('webhook_endpoint', { url, enabled_events: ['*'], status: 'enabled', metadata: {} });
    this.#secrets.set(id, secret);
  }

  #send(event: StripeEvent): void {
    for (const endpoint of this.#account.all('webhook_endpoint')) {
      const wanted = endpoint['enabled_events'] as string[];
      if (endpoint['status'] !== 'enabled' || !(wanted.includes('*') || wanted.includes(event.type))) continue;
      const body = JSON.stringify({ ...event, pending_webhooks: 1 });
      const timestamp = this.#account.nowS();
      const signature = createHmac('sha256', this.#secrets.get(endpoint.id) ?? '')
        .update(`${timestamp}.${body}`)
        .digest('hex');
      const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)' };
      this.sender.send(param.textOf(endpoint['url']), { ...headers, 'stripe-signature': `t=${timestamp},v1=${signature}` }, body);
    }
  }

  routes(allow: Allow): Routes {
    const text = param.text();
    const change = { url: text, enabled_events: param.list(text, 200), description: text, metadata: param.metadata };
    const url = (given: { url?: param.Json }) => {
      const isUrl = typeof given.url === 'string' && /^https?:\/\/\S+$/.test(given.url);
      if (!isUrl) {
        throw refuse({ code: 'url_invalid', message: 'Invalid URL: An explicit scheme (such as https) must be provided.', param: 'url' });
      }
    };
    return {
      'GET /v1/webhook_endpoints': (request) => {
        allow(request, 'rak_webhook_read');
        const endpoints = this.#account.all('webhook_endpoint').toReversed();
        return { status: 200, body: pageOf(this.#account, endpoints, readQuery(request, paging), '/v1/webhook_endpoints') };
      },
      'POST /v1/webhook_endpoints': (request) => {
        allow(request, 'rak_webhook_write');
        const given = readForm(request, { ...change, api_version: text, connect: param.boolean });
        param.requireParams(given, 'enabled_events', 'url');
        url(given);
        const created = this.#account.create('webhook_endpoint', {
          api_version: null,
          description: null,
          metadata: {},
          ...given,
          status: 'enabled',
        });
        const secret = `whsec_${randomBytes(24).toString('base64url')}`;
        this.#secrets.set(created.id, secret);
        // Only this answer tells it.
        return { status: 200, body: { ...created, secret } };
      },
      'GET /v1/webhook_endpoints/:id': (request) => {
        allow(request, 'rak_webhook_read');
        return { status: 200, body: this.#account.get('webhook_endpoint', request.params['id'] ?? '') };
      },
      'POST /v1/webhook_endpoints/:id': (request) => {
        allow(request, 'rak_webhook_write');
        const { disabled, ...given } = readForm(request, { ...change, disabled: param.boolean });
        if (given['url'] !== undefined) url(given);
        const status = disabled === undefined ? {} : { status: disabled === true ? 'disabled' : 'enabled' };
        return { status: 200, body: this.#account.update('webhook_endpoint', request.params['id'] ?? '', { ...given, ...status }) };
      },
      'DELETE /v1/webhook_endpoints/:id': (request) => {
        allow(request, 'rak_webhook_write');
        return { status: 200, body: this.#account.delete('webhook_endpoint', request.params['id'] ?? '') };
      },
    };
  }
}
