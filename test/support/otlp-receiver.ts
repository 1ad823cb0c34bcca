import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type AnyValue = { stringValue?: string; intValue?: number; doubleValue?: number; boolValue?: boolean };

export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  flags: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number };
  attributes: Record<string, string | number | boolean | undefined>;
  /** Of the process. */
  resource: Record<string, string | number | boolean | undefined>;
}

interface Attribute {
  key: string;
  value: AnyValue;
}

interface Exported {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: (Omit<ReceivedSpan, 'attributes' | 'resource'> & { attributes: Attribute[] })[] }[];
  }[];
}

const flat = (attributes: Attribute[]) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue]),
  );

/** Receives spans by OTLP over HTTP (JSON), as a collector does. */
export async function startOtlpReceiver() {
  const spans: ReceivedSpan[] = [];
  const paths: string[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    void json(request).then((body) => {
      if (status === 200) {
        for (const { resource, scopeSpans } of (body as Exported).resourceSpans) {
          for (const { spans: sent } of scopeSpans) {
            for (const span of sent) spans.push({ ...span, attributes: flat(span.attributes), resource: flat(resource.attributes) });
          }
        }
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    paths,
    answerWith(code: number) {
      status = code;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
