import type { Dispatcher } from 'undici';
import type { Dialling } from '#connectors/egress/dial.ts';
import type { ErrorClass } from '#domain/delivery/attempt.ts';
import { parseRetryAfter } from '#domain/retry.ts';
import { type Failure, failure, failureOf } from './failure.ts';
import { ResponseReader } from './response-reader.ts';

/** What became of one POST. Absent fields are not known: without a complete head there is no status code. */
export interface PostResult {
  /** The head of a 2xx answer came in time. */
  ok: boolean;
  statusCode?: number;
  latencyMs: number;
  /** The first KiB of the response as text. */
  responseSnippet?: string;
  errorClass?: ErrorClass;
  /** Also without a class: what became of the body of an answer that was a success. */
  errorDetail?: string;
  /** From `Retry-After`, whatever it says; only on answers that are not 2xx. */
  retryAfterMs?: number;
  /** The receiver's wish, from the response header `webhook-delivery`. */
  directive?: 'disable' | 'abort-message';
  /** 410: the endpoint no longer exists. */
  gone: boolean;
}

type ResponseHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/**
 * One POST from dispatch to result, under one deadline for everything in between. A class and not closures because
 * thousands are made a second. It settles exactly once; what undici reports afterwards is of no interest.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Set while a connection is being opened for this exchange. */
  dialling: Dialling | undefined;
  readonly #host: string;
  readonly #settle: (result: PostResult) => void;
  readonly #timeoutMs: number;
  readonly #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #reader = new ResponseReader();
  #controller: Dispatcher.DispatchController | undefined;
  #statusCode: number | undefined;
  #headers: ResponseHeaders = {};
  #isSettled = false;

  constructor(host: string, timeoutMs: number, settle: (result: PostResult) => void) {
    this.#host = host;
    this.#settle = settle;
    this.#timeoutMs = timeoutMs;
    this.#timer = setTimeout(() => this.#expire(), timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A POST that was recorded as timed out must not be sent later. Throwing drops it and keeps the connection.
    if (this.#isSettled) throw new Error('expired before there was a connection');
    this.#controller = controller;
    this.dialling = undefined;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, statusCode: number, headers: ResponseHeaders): void {
    if (statusCode < 200) return;
    this.#statusCode = statusCode;
    this.#headers = headers;
    // No body, whatever the headers say (RFC 9112 section 6.3). undici would wait for what Content-Length announces, in vain.
    if (statusCode === 204 || statusCode === 304) this.#finish(this.#answered());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#reader.push(chunk)) return;
    this.#finish(this.#answered());
    controller.abort(new Error('the response is larger than what is read of it'));
  }

  onResponseEnd(): void {
    this.#finish(this.#answered());
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#breakOff(failureOf(error, this.#host));
  }

  /** Ends it now, because this process stops. */
  abort(): void {
    this.#giveUp(failure('aborted', 'the sender was stopped before the response was complete'));
  }

  #expire(): void {
    const detail = `no complete answer within ${this.#timeoutMs} ms (${this.#stage()} ${this.#host})`;
    this.#giveUp(failure('timeout', detail));
  }

  #stage(): string {
    if (this.#controller === undefined) return 'connecting to';
    return this.#statusCode === undefined ? 'waiting for' : 'reading from';
  }

  #giveUp(problem: Failure): void {
    this.#breakOff(problem);
    this.#controller?.abort(new Error(problem.errorClass));
    this.dialling?.cancel();
  }

  /** Before the head it is what failed. After it the head has decided, and a repeat would bring a second time what was taken. */
  #breakOff(problem: Failure): void {
    if (this.#statusCode === undefined) return this.#finish(problem);
    const { errorClass, errorDetail = `HTTP ${this.#statusCode}` } = this.#answered() ?? {};
    const detail = `${errorDetail}; then ${problem.errorDetail}`;
    this.#finish(errorClass ? failure(errorClass, detail) : { errorDetail: detail });
  }

  #finish(problem: Partial<Failure> | undefined): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    const result: PostResult = {
      ok: problem?.errorClass === undefined,
      latencyMs: Math.round(performance.now() - this.#startedAt),
      gone: this.#statusCode === 410,
      ...problem,
    };
    if (this.#statusCode !== undefined) this.#describeAnswer(result, this.#statusCode);
    this.#settle(result);
  }

  #describeAnswer(result: PostResult, statusCode: number): void {
    result.statusCode = statusCode;
    const snippet = this.#reader.snippet();
    if (snippet !== undefined) result.responseSnippet = snippet;
    const directive = directiveOf(this.#headers['webhook-delivery']);
    if (directive) result.directive = directive;
    if (isSuccess(statusCode)) return;
    const retryAfterMs = parseRetryAfter(firstOf(this.#headers['retry-after']), new Date());
    if (retryAfterMs !== undefined) result.retryAfterMs = retryAfterMs;
  }

  #answered(): Failure | undefined {
    const statusCode = this.#statusCode ?? 0;
    if (isSuccess(statusCode)) return undefined;
    if (statusCode >= 300 && statusCode < 400) {
      const location = redirectTarget(firstOf(this.#headers.location));
      const advice = location ? `set the endpoint's URL to ${location}` : "set the endpoint's final URL";
      return failure('http_3xx', `HTTP ${statusCode}: redirects are not followed; ${advice} if that is meant`);
    }
    if (statusCode >= 400 && statusCode < 500) return failure('http_4xx', `HTTP ${statusCode}`);
    if (statusCode >= 500 && statusCode < 600) return failure('http_5xx', `HTTP ${statusCode}`);
    return failure('protocol', `${this.#host} answered with the status ${statusCode}, which HTTP does not define`);
  }
}

function isSuccess(statusCode: number): boolean {
  return statusCode >= 200 && statusCode < 300;
}

function directiveOf(header: string | string[] | undefined): PostResult['directive'] {
  if (header === undefined) return undefined;
  const wishes = new Set(
    String(header)
      .toLowerCase()
      .split(',')
      .map((wish) => wish.trim()),
  );
  return (['disable', 'abort-message'] as const).find((directive) => wishes.has(directive));
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** Where a redirect points, without credentials and query, which may be secret. */
function redirectTarget(location: string | undefined): string | undefined {
  const url = location === undefined ? null : URL.parse(location);
  return url && /^https?:$/.test(url.protocol) ? url.origin + url.pathname : undefined;
}
