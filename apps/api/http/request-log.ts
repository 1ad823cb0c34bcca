import type { FastifyBaseLogger } from 'fastify';
import type { Logger, LogFn } from 'pino';

/** Keeps keys and secrets out of the log, whatever a log line contains of a request. */
export function redactedLog(log: Logger): RequestLog {
  const secret = ['authorization', '*.authorization', 'req.headers', '*.headers.authorization', 'headers.authorization'];
  const redacted = log.child({}, { redact: { paths: secret, censor: '[redacted]' } });
  return new RequestLog(() => redacted);
}

type Line = Parameters<LogFn>;

/**
 * A logger that is created on first use, and so are its children, one per request. Most requests log nothing, and a child of a redacting
 * logger costs more than checking the request's key.
 */
export class RequestLog implements FastifyBaseLogger {
  readonly #make: () => FastifyBaseLogger;
  #made: FastifyBaseLogger | undefined;

  constructor(make: () => FastifyBaseLogger) {
    this.#make = make;
  }

  get #log(): FastifyBaseLogger {
    return (this.#made ??= this.#make());
  }

  get level(): string {
    return this.#log.level;
  }

  child(...how: Parameters<FastifyBaseLogger['child']>): RequestLog {
    return new RequestLog(() => this.#log.child(...how));
  }

  fatal(...line: Line): void {
    this.#log.fatal(...line);
  }

  error(...line: Line): void {
    this.#log.error(...line);
  }

  warn(...line: Line): void {
    this.#log.warn(...line);
  }

  info(...line: Line): void {
    this.#log.info(...line);
  }

  debug(...line: Line): void {
    this.#log.debug(...line);
  }

  trace(...line: Line): void {
    this.#log.trace(...line);
  }

  silent(): void {}
}
