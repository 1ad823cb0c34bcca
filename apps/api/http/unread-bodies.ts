import { Socket } from 'node:net';
import type { App } from '#apps/api/app.ts';

/** No route takes more. The rest of a smaller body is read, so that the client keeps its connection for its next request. */
const READ_BYTES = 16 * 1024 * 1024;

/**
 * Closes the connection of a client that still sends a body without an end when it has been answered, such as one without a credential.
 * Node would read on, in chunks of any size, which cost more to drop than anything else here.
 */
export function closeUnreadBodies(app: App): void {
  app.addHook('onResponse', ({ raw }, _reply, done) => {
    // What is injected has no connection.
    const isUnread = !raw.complete && raw.socket instanceof Socket;
    if (isUnread && isEndless(raw.headers)) raw.destroy();
    done();
  });
}

function isEndless(headers: { 'transfer-encoding'?: string | undefined; 'content-length'?: string | undefined }): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > READ_BYTES;
}
