import type { SandboxBook } from '#apps/fakes/sandbox-page.ts';
import type { StripeAccount } from './stripe-account.ts';
import { decodeForm } from './stripe-form.ts';
import { readParams } from './stripe-params.ts';
import { type Resource, resources } from './stripe-resources.ts';

/** Stripe's dashboard, as far as the sandbox needs it. */
export function stripeBook(account: StripeAccount): Omit<SandboxBook, 'arrived' | 'sent'> {
  const resourceOf = (path: string): Resource => {
    const found = resources.find((one) => one.path === path);
    if (!found) throw new Error(`there are no ${path}`);
    return found;
  };
  const form = (fields: Record<string, string>) => decodeForm(new URLSearchParams(fields).toString());
  return {
    vendor: 'Stripe',
    objects: resources.map(({ path, update }) => ({
      name: path,
      fields: path === 'subscriptions' ? ['plan', 'quantity', ...Object.keys(update)] : Object.keys(update),
    })),
    records: (path) =>
      account
        .all(resourceOf(path).name)
        .toReversed()
        .map(({ id, ...fields }) => ({ id, fields })),
    create(path, fields) {
      const { create, insert } = resourceOf(path);
      insert(account, readParams(form({ ...defaults[path], ...fields }), create));
    },
    update(path, id, fields) {
      const { update, change } = resourceOf(path);
      change(account, id, readParams(form(path === 'subscriptions' ? toItem(account, id, fields) : fields), update));
    },
    remove(path, id) {
      const { remove } = resourceOf(path);
      if (!remove) throw new Error(`${path} cannot be deleted`);
      remove(account, id);
    },
  };
}

/** The form sets one field; this one is required. */
const defaults: Record<string, Record<string, string>> = { products: { name: 'New product' } };

/** A person changes plan and quantity, not items: those of the first one. */
function toItem(account: StripeAccount, id: string, { plan, quantity, ...fields }: Record<string, string>): Record<string, string> {
  const { data } = account.get('subscription', id)['items'] as { data: { id: string }[] };
  const item = { ...(plan === undefined ? {} : { price: plan }), ...(quantity === undefined ? {} : { quantity }) };
  if (Object.keys(item).length === 0) return fields;
  const changed = Object.entries({ id: data[0]?.id ?? '', ...item }).map(([name, value]) => [`items[0][${name}]`, value] as const);
  return { ...fields, ...Object.fromEntries(changed) };
}
