import { Marked } from 'marked';
import { escapeHtml } from '#apps/api/http/html.ts';
import type { Parameter, Schema } from '#apps/api/openapi/openapi-model.ts';
import { describeBounds, describeType, fieldsOf } from './describe-type.ts';

const marked = new Marked({
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return /^(https:\/\/|\/|#)/.test(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text;
    },
  },
});

/** The paragraphs of a description, as HTML. */
export const paragraphs = (text: string | undefined): string => (text === undefined ? '' : marked.parse(text, { async: false }));
export const inline = (text: string | undefined): string => (text === undefined ? '' : marked.parseInline(text, { async: false }));

export function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const cells = (row: string[], tag: string) => `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<div class="scroll" tabindex="0"><table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table></div>\n`;
}

const meaning = (schema: Schema, description: string | undefined): string =>
  [inline(description ?? schema.description), describeBounds(schema)].filter((part) => part !== '').join('<br>');

/** The fields of a schema, or an empty text if it has none. */
export function fieldTable(schema: Schema): string {
  return table(
    ['field', 'type', 'meaning'],
    fieldsOf(schema).map(({ path, isRequired, schema: field }) => [
      `<code>${escapeHtml(path)}</code>${isRequired ? '' : ' (optional)'}`,
      describeType(field),
      meaning(field, undefined),
    ]),
  );
}

export function parameterTable(parameters: readonly Parameter[]): string {
  return table(
    ['parameter', 'in', 'type', 'meaning'],
    parameters.map(({ name, in: place, required, schema = {}, description }) => [
      `<code>${escapeHtml(name)}</code>${required === true ? '' : ' (optional)'}`,
      escapeHtml(place),
      describeType(schema),
      meaning(schema, description),
    ]),
  );
}

/** An example as indented JSON; an empty text if there is none. */
export function exampleBlock(example: unknown): string {
  if (example === undefined) return '';
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
  return `<pre tabindex="0"><code>${escapeHtml(text)}\n</code></pre>\n`;
}
