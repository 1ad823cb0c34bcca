import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiDocument, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
let document: ApiDocument;
const pages = new Map<string, string>();

const linksOf = (html: string) => [...html.matchAll(/ href="([^"]+)"/g)].map(([, href = '']) => href);
const hasId = (html: string, id: string) => html.includes(` id="${decodeURIComponent(id)}"`);

beforeAll(async () => {
  api = await buildTestApp();
  document = (await api.app.inject({ url: '/openapi.json' })).json<ApiDocument>();
  const waiting = ['/docs/api'];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const { statusCode, body } = await api.app.inject({ url });
    if (statusCode !== 200) throw new Error(`${url} answers ${statusCode}`);
    pages.set(url, body);
    const found = linksOf(body).map((href) => href.split('#')[0] ?? '');
    for (const next of found) if (/^\/docs\/api(\/|$)/.test(next) && !pages.has(next) && !waiting.includes(next)) waiting.push(next);
  }
});
afterAll(() => api.close());

test('every operation, every webhook and every schema has its place, and each link leads to one', () => {
  const all = [...pages.values()].join('');
  const ids = [
    ...operationsOf(document).map(({ operation }) => operation.operationId ?? ''),
    ...Object.values(document.webhooks ?? {}).map(({ post }) => post?.operationId ?? ''),
    ...Object.keys(document.components?.schemas ?? {}),
  ];
  expect(ids.filter((id) => !hasId(all, id))).toEqual([]);
  for (const [url, html] of pages) {
    for (const href of linksOf(html)) {
      const [path = '', anchor] = href.split('#', 2);
      const target = pages.get(path === '' ? url : path);
      if (target && anchor !== undefined) expect([url, href, hasId(target, anchor) || anchor === 'content']).toEqual([url, href, true]);
    }
  }
});

test('every field and every parameter is on its page', () => {
  const html = pages.get('/docs/api/endpoints') ?? '';
  const { parameters = [] } = document.paths?.['/api/v1/endpoints']?.['get'] ?? {};
  expect(parameters.length).toBeGreaterThan(2);
  for (const { name } of parameters) expect(html).toContain(`<code>${name}</code>`);
  const fields = Object.keys(document.components?.schemas?.['CreateEndpoint']?.properties ?? {});
  expect(fields.length).toBeGreaterThan(5);
  for (const name of fields) {
    expect(html).toContain(`<code>${name}</code>`);
    expect(pages.get('/docs/api/schemas')).toContain(`<code>${name}</code>`);
  }
});

test('the reference works offline: no page has a script, or loads anything from another host', async () => {
  expect(pages.size).toBeGreaterThan(20);
  for (const [url, html] of pages) {
    expect([url, /<script|<img|<iframe|<link(?! rel="stylesheet" href="\/docs\/style.css")| style=| on[a-z]+=| src=/.test(html)]).toEqual([
      url,
      false,
    ]);
  }
  const { headers } = await api.app.inject({ url: '/docs/api' });
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
});

test.each(['nothing', '..%2fsecret', '__proto__', 'schemas/x'])('there is no page /docs/api/%s', async (name) => {
  expect((await api.app.inject({ url: `/docs/api/${name}` })).statusCode).toBe(404);
});

/** WCAG 2.2: the relative luminance of a colour such as #1d232b. */
function luminanceOf(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrastOf(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test('text has a contrast of at least 4.5 to 1 on every background, in light and in dark', () => {
  const style = readFileSync(new URL('../../../apps/api/docs/style.css', import.meta.url), 'utf8');
  const schemes = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries([...body.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name = '', colour = '']) => [name, colour])),
  );
  expect(schemes).toHaveLength(2);
  for (const scheme of schemes) {
    for (const text of ['text', 'soft', 'link']) {
      for (const back of ['back', 'code', 'mark']) {
        const ratio = contrastOf(scheme[text] ?? '', scheme[back] ?? '');
        expect([text, back, ratio >= 4.5, ratio]).toEqual([text, back, true, ratio]);
      }
    }
  }
});
