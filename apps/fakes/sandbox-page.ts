import type { FieldSpec } from './field-spec.ts';
import { type Html, html, page, seeOther, styleSheet } from './html.ts';
import { type ArrivedRequest, Refused, type Routes, type VendorAnswer, type VendorRequest } from './vendor-server.ts';
import type { SentWebhook } from './webhook-sender.ts';

interface ShownRecord {
  id: string;
  fields: Readonly<Record<string, unknown>>;
}

interface Choices {
  list(object: string): readonly { field: string; options: readonly string[] }[];
  set(object: string, field: string, options: readonly string[]): void;
}

/** What the page shows of a vendor, and can change. */
export interface SandboxBook {
  vendor: string;
  /** Objects with the fields that a person can set. */
  objects: readonly { name: string; fields: readonly string[] }[];
  /** Picklists, which an administrator can change. */
  choices?: Choices;
  /** The latest first. */
  records(object: string): readonly ShownRecord[];
  /** As a person in the vendor's own pages. Throws Error or Refused with the vendor's words. */
  create(object: string, fields: Record<string, string>): void;
  update(object: string, id: string, fields: Record<string, string>): void;
  remove(object: string, id: string): void;
  arrived(): readonly ArrivedRequest[];
  sent(): readonly SentWebhook[];
}

/** The picklists among the fields of objects. */
export function choicesOf<Spec extends FieldSpec>(fieldsOf: (object: string) => Map<string, Spec>): Choices {
  return {
    list: (object) => [...fieldsOf(object).values()].flatMap(({ name: field, options }) => (options ? [{ field, options }] : [])),
    set(object, field, options) {
      const spec = fieldsOf(object).get(field);
      if (!spec?.options) throw new Error(`${field} has no choices`);
      fieldsOf(object).set(field, { ...spec, options });
    },
  };
}

const SHOWN = 25;

/** A page on which a person changes records as the vendor's user would, and sees which requests arrived and which webhooks were sent. */
export function sandboxRoutes(book: SandboxBook): Routes {
  const objectOf = (given: string | null) => book.objects.find(({ name }) => name === given) ?? book.objects[0] ?? { name: '', fields: [] };
  const show = (given: string | null, problem = ''): VendorAnswer => {
    const object = objectOf(given);
    const body = html`<nav>${book.objects.map(({ name }) => html`<a href="/sandbox?object=${name}">${name}</a> `)}</nav>
      ${problem === '' ? '' : html`<p class="note" role="alert">${problem}</p>`}
      <h2>${object.name}</h2>
      ${recordTable(object, book.records(object.name).slice(0, SHOWN))} ${changeForm(object)}
      ${choiceForm(object.name, book.choices?.list(object.name) ?? [])}
      <h2>What arrived</h2>
      ${arrivedTable(book.arrived())}
      <h2>Webhooks sent</h2>
      ${sentTable(book.sent())}`;
    return page(`${book.vendor} sandbox`, body, { status: problem === '' ? 200 : 400 });
  };
  return {
    'GET /sandbox/style.css': styleSheet,
    'GET /': () => seeOther('/sandbox'),
    'GET /sandbox': ({ url }) => show(url.searchParams.get('object')),
    'POST /sandbox': (request) => {
      const form = new URLSearchParams(request.body);
      const object = form.get('object') ?? '';
      if (!isOwnPage(request)) return { status: 403, body: 'Only the page itself changes records.' };
      try {
        change(book, objectOf(object).name, form);
        return seeOther(`/sandbox?object=${encodeURIComponent(object)}`);
      } catch (error) {
        return show(object, reasonOf(error));
      }
    },
  };
}

/** Another web page that is open in the same browser must not change records here. */
function isOwnPage({ headers, url }: VendorRequest): boolean {
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');
  return isLocal && (headers.origin === undefined || headers.origin === `http://${headers.host}` || headers.origin === url.origin);
}

function change(book: SandboxBook, object: string, form: URLSearchParams): void {
  const id = form.get('id')?.trim() ?? '';
  if (form.get('action') === 'delete') return book.remove(object, id);
  const field = form.get('field') ?? '';
  if (form.get('action') === 'choices') return book.choices?.set(object, field, optionsIn(form.get('value') ?? ''));
  const fields = Object.fromEntries([[field, form.get('value') ?? ''] as const].filter(([name]) => name !== ''));
  if (id === '') return book.create(object, fields);
  book.update(object, id, fields);
}

const optionsIn = (text: string): string[] =>
  text
    .split(',')
    .map((option) => option.trim())
    .filter((option) => option !== '');

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return JSON.stringify(error.answer.body);
  return error instanceof Error ? error.message : String(error);
}

function recordTable({ name }: { name: string }, records: readonly ShownRecord[]): Html {
  if (records.length === 0) return html`<p>There are no ${name} yet.</p>`;
  const rows = records.map(({ id, fields }) => [id, shown(fields)]);
  return table(['Id', 'Fields'], rows);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): Html {
  return html`<table>
    <thead>
      <tr>
        ${head.map((name) => html`<th>${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const shown = (fields: Readonly<Record<string, unknown>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
    .slice(0, 1_000);

function changeForm({ name, fields }: { name: string; fields: readonly string[] }): Html {
  const options = fields.map((field) => html`<option>${field}</option>`);
  return html`<form method="post" action="/sandbox">
    <input type="hidden" name="object" value="${name}" />
    <label>Id (empty: a new record)<input name="id" /></label>
    <label
      >Field<select name="field">
        ${options}
      </select></label
    >
    <label>Value<input name="value" /></label>
    <button name="action" value="save">Save</button>
    <button name="action" value="delete">Delete</button>
  </form>`;
}

function choiceForm(object: string, choices: readonly { field: string; options: readonly string[] }[]): Html {
  if (choices.length === 0) return html``;
  return html`<h2>Choices</h2>
    <ul>
      ${choices.map(({ field, options }) => html`<li>${field}: ${options.join(', ')}</li>`)}
    </ul>
    <form method="post" action="/sandbox">
      <input type="hidden" name="object" value="${object}" />
      <label
        >Field<select name="field">
          ${choices.map(({ field }) => html`<option>${field}</option>`)}
        </select></label
      >
      <label>Choices, separated by commas<input name="value" /></label>
      <button name="action" value="choices">Save choices</button>
    </form>`;
}

function arrivedTable(arrived: readonly ArrivedRequest[]): Html {
  const rows = arrived
    .filter(({ path }) => !path.startsWith('/sandbox'))
    .slice(-SHOWN)
    .toReversed()
    // Tokens and codes are in the bodies of forms.
    .map(({ at, method, path, status, body }) => [
      at.toISOString(),
      `${method} ${path.slice(0, 300)}`,
      status,
      path.includes('oauth') ? '' : body.slice(0, 300),
    ]);
  return table(['Time', 'Request', 'Status', 'Body'], rows);
}

function sentTable(sent: readonly SentWebhook[]): Html {
  const rows = sent
    .slice(-SHOWN)
    .toReversed()
    .map(({ at, url, status, body }) => [at.toISOString(), url, status, body.slice(0, 300)]);
  return table(['Time', 'To', 'Status', 'Body'], rows);
}
