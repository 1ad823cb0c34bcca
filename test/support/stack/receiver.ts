import { type Helper, startHelper } from './helper-process.ts';
import type { ReceiverHandlers } from './receiver-process.ts';

export interface Receiver extends Helper<ReceiverHandlers> {
  urlOf(path: string): string;
}

/** Starts the receiver. By default, every path accepts all requests and returns 200 after 20 ms. */
export async function startReceiver(): Promise<Receiver> {
  const helper = await startHelper<ReceiverHandlers>(new URL('./receiver-process.ts', import.meta.url));
  const port = await helper.call('listen');
  return { ...helper, urlOf: (path) => `http://127.0.0.1:${port}${path}` };
}
