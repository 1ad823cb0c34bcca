import { Agent } from 'undici';
import { createDialler, type Dialling } from '#connectors/egress/dial.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import { Exchange, type PostResult } from './exchange.ts';
import { failure } from './failure.ts';

export type { PostResult } from './exchange.ts';

interface WebhookPost {
  url: string;
  /** The signed headers and the endpoint's own. Content-Type and the like are added here. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string | Buffer;
  /** For name resolution, connecting, TLS, response head and body together. */
  timeoutMs: number;
}

export interface WebhookSender {
  /** Sends exactly one request, or none. Never throws and never repeats: whatever happens is in the result. */
  post(request: WebhookPost): Promise<PostResult>;
  /** Lets running POSTs end for at most `graceMs` (default 30 s), then ends them as `aborted`. Later ones are too. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Idle connections are kept for 4 s, or as the receiver's `Keep-Alive` says: 5 s is the shortest default among common
 * servers (Node), and a POST into a connection that is just being closed is a failed attempt.
 */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MAX_MS = 60_000;
const KEEP_ALIVE_MARGIN_MS = 1_000;
/** The longest timeout an endpoint can have. */
const CLOSE_GRACE_MS = 30_000;

/** About 2 MB at most. */
const MAX_CACHED_TARGETS = 10_000;

/** `ca` replaces the system's certificate authorities; `version` is what User-Agent says. */
export function createWebhookSender(options: { guard: EgressGuard; version: string; ca?: string | Buffer | undefined }): WebhookSender {
  const { guard, version, ca } = options;
  const ownHeaders = {
    'content-type': 'application/json',
    'user-agent': `Causeway/${version}`,
    // Nothing is decompressed, so a small response cannot unfold into a large one.
    'accept-encoding': 'identity',
  };
  /** The exchange being dispatched: undici opens a connection, where it needs one, within the call to `dispatch`. */
  let dispatching: Exchange | undefined;
  const onDial = (dialling: Dialling) => {
    if (dispatching) dispatching.dialling = dialling;
  };
  const newAgent = () =>
    new Agent({
      connect: createDialler({ guard, ca, onDial }),
      // No cap on connections: the caps are each endpoint's, and are kept before a POST gets here.
      connections: null,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
      keepAliveTimeoutThreshold: KEEP_ALIVE_MARGIN_MS,
      // The exchange's deadline covers both.
      headersTimeout: 0,
      bodyTimeout: 0,
    });

  const targetOf = createTargetCache();
  const running = new Set<Exchange>();
  const closing = new Set<Promise<void>>();
  let revision = guard.revision();
  let current: Agent | undefined = newAgent();

  /** Open connections were judged by the allow list of their time; a new list gets new connections. */
  function agentNow(): Agent | undefined {
    const wanted = guard.revision();
    if (current && wanted !== revision) {
      retire(current);
      current = newAgent();
      revision = wanted;
    }
    return current;
  }

  function retire(agent: Agent): void {
    const closed: Promise<void> = agent.close().finally(() => closing.delete(closed));
    closing.add(closed);
  }

  function post({ url, headers, body, timeoutMs }: WebhookPost): Promise<PostResult> {
    return new Promise((resolve) => {
      const target = targetOf(url);
      if (!target) return resolve(unsent('protocol', 'the URL of the endpoint cannot be parsed'));
      const agent = agentNow();
      if (!agent) return resolve(unsent('aborted', 'the sender is stopped'));
      const exchange = new Exchange(target.host, timeoutMs, (result) => {
        running.delete(exchange);
        resolve(result);
      });
      running.add(exchange);
      const { origin, path } = target;
      dispatching = exchange;
      agent.dispatch({ origin, path, method: 'POST', headers: withOwnHeaders(headers, ownHeaders), body }, exchange);
      dispatching = undefined;
    });
  }

  async function close(graceMs = CLOSE_GRACE_MS): Promise<void> {
    if (current) retire(current);
    current = undefined;
    const timer = setTimeout(() => running.forEach((exchange) => exchange.abort()), graceMs);
    await Promise.all(closing);
    clearTimeout(timer);
  }

  return { post, close };
}

interface Target {
  origin: string;
  host: string;
  path: string;
}

/** Taking a URL apart costs a tenth of a POST, and there are far fewer endpoints than POSTs. */
function createTargetCache(): (url: string) => Target | undefined {
  const targets = new Map<string, Target>();
  return (text) => {
    const known = targets.get(text);
    if (known) return known;
    const url = URL.parse(text);
    if (!url) return undefined;
    const target = { origin: url.origin, host: url.host, path: url.pathname + url.search };
    if (targets.size >= MAX_CACHED_TARGETS) targets.clear();
    targets.set(text, target);
    return target;
  };
}

/** As undici's flat list of names and values; ours replace what the caller sent under the same name. */
function withOwnHeaders(headers: WebhookPost['headers'], own: Readonly<Record<string, string>>): string[] {
  const list: string[] = [];
  for (const name in own) list.push(name, own[name] ?? '');
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !(name.toLowerCase() in own)) list.push(name, value);
  }
  return list;
}

function unsent(errorClass: 'protocol' | 'aborted', detail: string): PostResult {
  return { ok: false, latencyMs: 0, gone: false, ...failure(errorClass, detail) };
}
