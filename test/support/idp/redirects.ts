interface Kept {
  value: string;
  sameSite: string;
}

export interface Page {
  status: number;
  url: URL;
  html: string;
  /** Where it redirects to, if that is where `until` says to stop. */
  location: string | undefined;
}

let browsers = 0;

/** A browser without a screen: cookies by host, SameSite as browsers do it, and real redirects over HTTP. Node's fetch alone keeps no cookies. */
export class TestBrowser {
  /** Each browser is in a network of its own, as the proxy before the API says, so that no test uses up the tries of another. */
  readonly #network = `10.3.${browsers >> 8}.${browsers++ & 255}`;
  readonly #cookies = new Map<string, Map<string, Kept>>();
  /** Every address that it was at. */
  readonly visited: string[] = [];

  cookie(url: string, name: string): string | undefined {
    return this.#cookies.get(new URL(url).hostname)?.get(name)?.value;
  }

  keep(url: string, name: string, value: string): void {
    this.#of(new URL(url).hostname).set(name, { value, sameSite: 'lax' });
  }

  /** Follows redirects up to one whose path begins with `until`. */
  async open(
    address: string,
    { until = '/console', form, from }: { until?: string; form?: Record<string, string>; from?: string } = {},
  ): Promise<Page> {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    // A form of another site is answered without Lax cookies.
    let isForeignPost = body !== undefined && from !== undefined && new URL(from).hostname !== url.hostname;
    for (let steps = 0; steps < 20; steps++) {
      this.visited.push(url.href);
      const reply = await fetch(url, {
        redirect: 'manual',
        headers: { accept: 'text/html', 'x-forwarded-for': this.#network, cookie: this.#sent(url, isForeignPost) },
        ...(body && { method: 'POST', body }),
      });
      this.#keepAll(url, reply.headers.getSetCookie());
      const html = await reply.text();
      const location = reply.headers.get('location');
      if (location === null) return { status: reply.status, url, html, location: undefined };
      const next = new URL(location, url);
      if (next.pathname.startsWith(until)) return { status: reply.status, url, html, location: next.pathname + next.search };
      [url, body, isForeignPost] = [next, undefined, false];
    }
    throw new Error(`too many redirects: ${this.visited.slice(-5).join(' ')}`);
  }

  #of(host: string): Map<string, Kept> {
    const kept = this.#cookies.get(host) ?? new Map<string, Kept>();
    this.#cookies.set(host, kept);
    return kept;
  }

  #sent({ hostname }: URL, isForeignPost: boolean): string {
    const kept = [...this.#of(hostname)].filter(([, { sameSite }]) => !isForeignPost || sameSite === 'none');
    return kept.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  #keepAll({ hostname }: URL, lines: string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const named = new Map(attributes.map((part) => part.toLowerCase().split('=') as [string, string | undefined]));
      if (value === '' || named.get('max-age') === '0') this.#of(hostname).delete(name);
      else this.#of(hostname).set(name, { value, sameSite: named.get('samesite') ?? 'lax' });
    }
  }
}
