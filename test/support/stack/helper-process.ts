import { fork } from 'node:child_process';
import { once } from 'node:events';

// Method syntax, so that handlers can have narrower arguments than `never`.
export type Handlers = Record<string, (argument: never) => unknown>;
type Argument<H extends Handlers, K extends keyof H> = Parameters<H[K]>[0];

/** A process of the test harness, such as the receiver. Its separate event loop keeps measurements independent. */
export interface Helper<H extends Handlers> {
  pid: number;
  call<K extends keyof H & string>(name: K, argument?: Argument<H, K>): Promise<Awaited<ReturnType<H[K]>>>;
  stop(): Promise<void>;
}

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

/** Starts a file that ends in `serve(handlers)`. The process ends with ours, however ours ends. */
export async function startHelper<H extends Handlers>(file: URL): Promise<Helper<H>> {
  // 'advanced' preserves typed arrays and undefined.
  const child = fork(file, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', ({ id, result, error }: Answer) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result as never);
    else caller?.reject(new Error(error));
  });
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file.pathname} ended (${signal ?? code})`));
    waiting.clear();
  });
  await once(child, 'spawn');
  return {
    pid: child.pid as number,
    call: (name, argument) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        // Without this listener, a call to a process that has ended would be an unhandled error.
        child.send({ id, name, argument }, (error) => error && reject(error));
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** The child's side: handles calls until the parent ends. */
export function serve(handlers: Handlers): void {
  process.on('message', (message: { id: number; name: string; argument: never }) => void answer(message));
  process.once('disconnect', () => process.exit(0));
  // Ctrl-C reaches all processes of the terminal; the parent needs this one until it has stopped everything in order.
  process.on('SIGINT', () => {});

  async function answer({ id, name, argument }: { id: number; name: string; argument: never }): Promise<void> {
    try {
      process.send?.({ id, result: await handlers[name]?.(argument) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
    }
  }
}
