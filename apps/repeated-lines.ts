import type { LogFn } from 'pino';

type Line = Parameters<LogFn>;
type Write = (line: Line) => void;

/** What a person reads of one fault. */
const maxPerWindow = 10;
const windowMs = 60_000;
/** More kinds of lines than the code has. Beyond it, all share one count. */
const maxKinds = 1_000;
/** A line each is what they are for. */
const neverRepeated = new Set(['request']);
const others = 'lines of other kinds';

interface Kind {
  since: number;
  count: number;
  last: Line;
  write: Write;
}

/**
 * Lets ten lines of a kind through in a minute and counts the rest. When the minute is over, one line has the fields of the last one and `repeated`, how many were left
 * out. The kind is the message, for events of the platform their type, with the code or step that a line names.
 */
export class RepeatedLines {
  readonly #kinds = new Map<string, Kind>();
  #isWindowOpen = false;

  mayWrite(line: Line, write: Write): boolean {
    const named = kindOf(line);
    if (neverRepeated.has(named)) return true;
    const key = this.#kinds.size < maxKinds || this.#kinds.has(named) ? named : others;
    const kind = this.#kinds.get(key);
    if (!kind) {
      this.#kinds.set(key, { since: Date.now(), count: 1, last: line, write });
      this.#openWindow();
      return true;
    }
    kind.last = line;
    kind.write = write;
    return ++kind.count <= maxPerWindow;
  }

  /** Writes what was counted, at the end of the process too. */
  summUp(): void {
    for (const { since, count, last, write } of this.#kinds.values()) {
      if (count > maxPerWindow) write(summaryOf(last, { repeated: count - maxPerWindow, since: new Date(since).toISOString() }));
    }
    this.#kinds.clear();
  }

  #openWindow(): void {
    if (this.#isWindowOpen) return;
    this.#isWindowOpen = true;
    setTimeout(() => {
      this.#isWindowOpen = false;
      this.summUp();
    }, windowMs).unref();
  }
}

function kindOf([fields, message]: Line): string {
  if (typeof fields !== 'object' || fields === null) return String(fields);
  const { type, code, step, check } = fields as Record<string, unknown>;
  return [type ?? message, code, step, check].filter((part) => typeof part === 'string').join(' ');
}

function summaryOf([fields, ...message]: Line, counted: object): Line {
  const line = typeof fields === 'object' && fields !== null ? [{ ...fields, ...counted }, ...message] : [counted, fields, ...message];
  return line as unknown as Line;
}
