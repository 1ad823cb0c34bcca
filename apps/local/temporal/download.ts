import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getCACertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch, type Response } from 'undici';

// A blocked network must not look like a hang; a slow one must not look blocked.
const connectTimeoutMs = 5000;
const stallTimeoutMs = 30_000;
const progressIntervalMs = 10_000;

export interface GetOptions {
  /** How long the first byte may take, over redirects and proxies: a mirror may have to fetch the file itself first. */
  answerTimeoutMs?: number;
  headers?: Record<string, string>;
}

export interface Page {
  /** Where it was in the end, after redirects: what its links are relative to. */
  url: string;
  contentType: string;
  text: string;
}

/** Writes what a URL answers to a file. Throws as `readPage` does. */
export async function download(url: string, file: string, say: (line: string) => void, options?: GetOptions): Promise<void> {
  await get(url, options, async (response) => {
    if (!response.body) throw new Error('answered without a body');
    const size = Number(response.headers.get('content-length') ?? 0);
    await pipeline(Readable.fromWeb(response.body), reportProgress(size, say), createWriteStream(file));
  });
}

/**
 * What a URL answers, as text. Honours HTTP(S)_PROXY and NO_PROXY; a user and password in the URL are sent as basic
 * authentication. Throws with the host and the reason.
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
  const timer = setTimeout(() => waiting.abort(new Error(`no answer within ${answerTimeoutMs / 1000} s`)), answerTimeoutMs);
  try {
    // Not sent on to another host that this one redirects to.
    const response = await fetch(address, { dispatcher, headers: { ...headers, ...authorization }, signal: waiting.signal });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return await read(response);
  } catch (error) {
    throw new Error(`${address.host}: ${explain(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    // Without waiting for what is under way: nobody reads it.
    await dispatcher.destroy();
  }
}

function openDispatcher(): EnvHttpProxyAgent {
  // Networks that inspect TLS put their authority into the system's store, where curl, git and Go look too.
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

/** `fetch failed` says nothing: the reason is in the cause. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return explain(error.cause);
  const code = (error as NodeJS.ErrnoException).code;
  return error.message || code || error.name;
}
