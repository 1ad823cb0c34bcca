import { type Helper, startHelper } from './helper-process.ts';
import type { ReceiverHandlers } from './receiver-process.ts';

export interface Receiver extends Helper<ReceiverHandlers> {
  urlOf(path: string): string;
}

/** Starts the receiver. Every path takes what comes and answers 200 after 20 ms, until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const helper = await startHelper<ReceiverHandlers>(new URL('./receiver-process.ts', import.meta.url));
  const port = await helper.call('listen');
  return { ...helper, urlOf: (path) => `http://127.0.0.1:${port}${path}` };
}
