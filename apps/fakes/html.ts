import type { VendorAnswer } from './vendor-server.ts';

/** HTML that is safe to insert into other HTML. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | readonly Html[];

/** Escapes everything that is inserted, except other HTML. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.map((text, index) => text + (index < parts.length ? textOf(parts[index] ?? '') : '')).join(''));
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('\n');
  return String(part).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
td{overflow-wrap:anywhere}label{display:block;margin:.5rem 0}input,select{font:inherit;padding:.3rem;width:100%;max-width:28rem;display:block}
button{font:inherit;padding:.4rem 1rem;margin:.5rem .5rem 0 0}.note{background:#f4f4f4;padding:.6rem 1rem}`;

/** `redirectsTo`: the origin that a form of this page may lead to, because browsers apply form-action to redirects too. */
export function page(title: string, body: Html, { status = 200, redirectsTo = '' } = {}): VendorAnswer {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox/style.css" />
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`;
  const policy = `default-src 'none'; style-src 'self'; form-action 'self' ${redirectsTo}; base-uri 'none'; frame-ancestors 'none'`;
  return {
    status,
    body: text,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'cache-control': 'no-store' },
  };
}

export const styleSheet = (): VendorAnswer => ({ status: 200, body: style, headers: { 'content-type': 'text/css' } });

export const seeOther = (location: string): VendorAnswer => ({ status: 303, body: '', headers: { location } });
