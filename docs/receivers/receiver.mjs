// A receiver of Causeway's webhooks, for Node 20, without packages: WEBHOOK_SECRET=whsec_… node receiver.mjs. Port: PORT, or 4000.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from((process.env.WEBHOOK_SECRET ?? '').replace('whsec_', ''), 'base64');
if (key.length < 24) throw new Error('Set WEBHOOK_SECRET to the secret of the endpoint (whsec_…)');
// Keep the ids where you keep what you do with the events: a set in memory forgets them when the program ends.
const done = new Set();

function verify(rawBody, { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures }) {
  if (!id || !timestamp || !signatures) throw new Error('a webhook header is missing');
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) throw new Error('the timestamp is more than five minutes off');
  const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody);
  const expected = Buffer.from(`v1,${hmac.digest('base64')}`);
  const isExpected = (one) => one.length === expected.length && timingSafeEqual(one, expected);
  if (!signatures.split(' ').some((one) => isExpected(Buffer.from(one)))) throw new Error('no signature matches');
  return { id, ...JSON.parse(rawBody.toString()) };
}

async function readAll(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  try {
    if (!(Number(request.headers['content-length']) <= 1024 * 1024)) throw new Error('the body has no length, or more than 1 MiB');
    const event = verify(await readAll(request), request.headers);
    console.log(done.has(event.id) ? 'ignored, because it came before:' : 'verified', event.type, event.id);
    done.add(event.id);
    response.writeHead(204).end();
  } catch (error) {
    console.log('rejected:', error.message);
    response.writeHead(400).end(error.message);
  }
});
server.listen(process.env.PORT ?? 4000, () => console.log('listening on port', server.address().port));
