import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Answer {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** The connection breaks after this much of the body. */
  bytes?: number;
}

/** A Python package index, or a part of one, on this machine. What it does not know is answered 404. */
export async function startIndex(answers: Record<string, Answer>) {
  const requests: { url: string; accept: string | undefined; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const { url = '', headers } = request;
    requests.push({ url, accept: headers.accept, authorization: headers.authorization });
    const { status = 200, type = 'application/octet-stream', headers: more = {}, body = '', bytes } = answers[url] ?? { status: 404 };
    const content = Buffer.from(body);
    response.writeHead(status, { 'content-type': type, 'content-length': content.length, ...more });
    if (bytes === undefined) response.end(content);
    else response.write(content.subarray(0, bytes), () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `http://${host}`,
    answers,
    requests,
    withCredentials(place: string, user: string, password: string): string {
      return `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}${place}`;
    },
  };
}
