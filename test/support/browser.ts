import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './engine.ts';

interface Page {
  /** Opens a URL and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** The value of an expression in the page; of its promise, if it is one. */
  evaluate(expression: string): Promise<unknown>;
  /** Every URL that the page has requested. */
  requested: string[];
}

export interface Browser {
  page: Page;
  close(): Promise<void>;
}

/** Starts a browser with one page, and drives it by the DevTools protocol. */
export async function startBrowser(program: string, { width }: { width: number }): Promise<Browser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'causeway-browser-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage', `--window-size=${width},900`];
  const child = spawn(program, [...flags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']);
  const ended = once(child, 'close');
  const port = await portOf(child);
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { type: string; webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  return {
    page: await drive(socket),
    async close() {
      socket.close();
      child.kill('SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function portOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  const found = await eventually(
    () => (child.exitCode === null ? /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1] : `(it ended: ${output})`),
    (port) => port !== undefined,
  );
  return found ?? '';
}

interface Message {
  id?: number;
  method?: string;
  params?: { request?: { url: string } };
  result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } };
}

async function drive(socket: WebSocket): Promise<Page> {
  const requested: string[] = [];
  const waiting = new Map<number, (message: Message) => void>();
  let loads = 0;
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.method === 'Page.loadEventFired') loads += 1;
    if (message.method === 'Network.requestWillBeSent') requested.push(message.params?.request?.url ?? '');
    waiting.get(message.id ?? -1)?.(message);
  });
  const send = (method: string, params: object = {}): Promise<Message> => {
    const { promise, resolve } = Promise.withResolvers<Message>();
    waiting.set((last += 1), resolve);
    socket.send(JSON.stringify({ id: last, method, params }));
    return promise;
  };
  await send('Page.enable');
  await send('Network.enable');
  return {
    requested,
    async open(url) {
      const before = loads;
      await send('Page.navigate', { url });
      await eventually(
        () => loads,
        (count) => count > before,
      );
    },
    async evaluate(expression) {
      const { result } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (result?.exceptionDetails) throw new Error(result.exceptionDetails.text);
      return result?.result?.value;
    },
  };
}
