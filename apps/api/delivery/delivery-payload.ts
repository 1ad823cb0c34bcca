import type { FastifyReply } from 'fastify';

interface WithEvent {
  event?: object | undefined;
}

/** Writes the payload of a delivery's event as it was published. Parsing and serializing it again would change numbers. */
function textOf({ event, ...item }: WithEvent, payload: string | undefined): string {
  if (event === undefined || payload === undefined) return JSON.stringify({ ...item, event });
  return `${JSON.stringify(item).slice(0, -1)},"event":${JSON.stringify(event).slice(0, -1)},"data":${payload}}}`;
}

/** Answers a delivery with this payload in its event. */
export function withPayload<Item extends WithEvent>(reply: FastifyReply, item: Item, payload: string | undefined): Item {
  reply.type('application/json; charset=utf-8').serializer(() => textOf(item, payload));
  return item;
}

/** Answers a list of deliveries with these payloads, one for each, in its order. */
export function withPayloads<List extends { data: WithEvent[] }>(
  reply: FastifyReply,
  list: List,
  payloads: readonly (string | undefined)[],
): List {
  reply.type('application/json; charset=utf-8').serializer(() => {
    const { data, ...rest } = list;
    return `{"data":[${data.map((item, i) => textOf(item, payloads[i])).join(',')}],${JSON.stringify(rest).slice(1)}`;
  });
  return list;
}
