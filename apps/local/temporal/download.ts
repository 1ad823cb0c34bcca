import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getCACertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch, type Response } from 'undici';

// Short enough that a blocked network does not look like a hang; long enough for a slow network.
const connectTimeoutMs = 5000;
const stallTimeoutMs = 30_000;
const progressIntervalMs = 10_000;

export interface GetOptions {
  /** Limit for the first byte, including redirects and proxies: a mirror may have to fetch the file itself first. */
  answerTimeoutMs?: number;
  headers?: Record<string, string>;
}

export interface Page {
  /** The final address, after redirects; relative links refer to it. */
  url: string;
  contentType: string;
  text: string;
}

/** Downloads a URL to a file. Throws as `readPage` does. */
export async function download(url: string, file: string, say: (line: string) => void, options?: GetOptions): Promise<void> {
  await get(url, options, async (response) => {
    if (!response.body) throw new Error('the response has no body');
    const size = Number(response.headers.get('content-length') ?? 0);
    await pipeline(Readable.fromWeb(response.body), reportProgress(size, say), createWriteStream(file));
  });
}

/**
 * Reads a URL as text. Honours HTTP(S)_PROXY and NO_PROXY; sends a user and password in the URL as basic authentication. Throws with
 * the host and the reason.
 */
export async function readPage(url: string, options?: GetOptions): Promise<Page> {
  return await get(url, options, async (response) => ({
    url: response.url,
    contentType: response.headers.get('content-type') ?? '',
    text: await response.text(),
  }));
}

async function get<T>(url: string, options: GetOptions = {}, read: (response: Response) => Promise<T>): Promise<T> {
  const { answerTimeoutMs = stallTimeoutMs, headers } = options;
  const { address, authorization } = takeCredentials(url);
  const dispatcher = openDispatcher();
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(new Error(`no response within ${answerTimeoutMs / 1000} s`)), answerTimeoutMs);
  try {
    // fetch drops the authorization header when it follows a redirect to another host.
    const response = await fetch(address, { dispatcher, headers: { ...headers, ...authorization }, signal: waiting.signal });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`returned ${response.status}`);
    return await read(response);
  } catch (error) {
    throw new Error(`${address.host}: ${explain(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    // Does not wait for requests in flight: nobody reads them.
    await dispatcher.destroy();
  }
}

function openDispatcher(): EnvHttpProxyAgent {
  // Networks that inspect TLS install their authority in the system's store, which curl, git and Go use too.
  const ca = [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  const connect = { timeout: connectTimeoutMs, ca };
  return new EnvHttpProxyAgent({ connect, requestTls: connect, proxyTls: connect, bodyTimeout: stallTimeoutMs });
}

function takeCredentials(url: string): { address: URL; authorization: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  if (!username && !password) return { address, authorization: {} };
  [address.username, address.password] = ['', ''];
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

function reportProgress(size: number, say: (line: string) => void) {
  return async function* count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let received = 0;
    let next = Date.now() + progressIntervalMs;
    for await (const chunk of chunks) {
      received += chunk.byteLength;
      if (Date.now() > next) {
        say(`  … ${megabytes(received)}${size > 0 ? ` of ${megabytes(size)}` : ''}`);
        next = Date.now() + progressIntervalMs;
      }
      yield chunk;
    }
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

/** The message of fetch is only `fetch failed`; the reason is in its cause. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return explain(error.cause);
  const code = (error as NodeJS.ErrnoException).code;
  return error.message || code || error.name;
}
