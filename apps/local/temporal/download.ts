import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getCACertificates } from 'node:tls';
import { EnvHttpProxyAgent, fetch } from 'undici';

// A blocked network must not look like a hang; a slow one must not look blocked.
const connectTimeoutMs = 5000;
const stallTimeoutMs = 30_000;
const progressIntervalMs = 10_000;

/** Writes what a URL answers to a file. Honours HTTP(S)_PROXY and NO_PROXY. Throws with the host and the reason. */
export async function download(url: string, file: string, say: (line: string) => void): Promise<void> {
  // Networks that inspect TLS put their authority into the system's store, where curl, git and Go look too.
  const ca = [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: connectTimeoutMs, ca },
    requestTls: { timeout: connectTimeoutMs, ca },
    proxyTls: { timeout: connectTimeoutMs, ca },
    headersTimeout: stallTimeoutMs,
    bodyTimeout: stallTimeoutMs,
  });
  try {
    const response = await fetch(url, { dispatcher });
    if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
    const size = Number(response.headers.get('content-length') ?? 0);
    await pipeline(Readable.fromWeb(response.body), reportProgress(size, say), createWriteStream(file));
  } catch (error) {
    throw new Error(`${new URL(url).host}: ${explain(error)}`, { cause: error });
  } finally {
    await dispatcher.close();
  }
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
