/** What a person does on a vendor's authorize page: looks at it and decides. Returns where the browser is sent. */
export async function consent(authorizeUrl: string, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
  const shown = await fetch(authorizeUrl);
  const text = await shown.text();
  if (!shown.ok) throw new Error(`the authorize page answered ${shown.status}: ${text}`);
  const [, action] = /action="([^"]+)"/.exec(text) ?? [];
  if (action === undefined) throw new Error('the authorize page has no form');
  const target = new URL(unescape(action), authorizeUrl);
  const answer = await fetch(target, { method: 'POST', body: new URLSearchParams({ decision }), redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

const unescape = (text: string) => text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
