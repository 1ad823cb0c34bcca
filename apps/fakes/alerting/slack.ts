import { startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '#apps/fakes/vendor-server.ts';

interface SlackMessage {
  channel: string;
  ts: string;
  threadTs: string | null;
  text: string;
  blocks: readonly Block[];
  isBroadcast: boolean;
}

interface Block {
  type: string;
  text?: { type: string; text: string; verbatim?: boolean };
}

export interface FakeSlack extends VendorServer {
  /** A path of an incoming webhook. */
  webhookUrl: string;
  token: string;
  messages: SlackMessage[];
  channels: Map<string, { isArchived: boolean; isMember: boolean }>;
  /** What is refused as Slack refuses it, whatever is sent. */
  refuse: { webhook: VendorAnswer | null; method: string | null };
}

const limits = { blocks: 50, header: 150, section: 3_000, text: 40_000, all: 13_200 };

/** Slack, as far as alerts need it: one workspace with an incoming webhook and an app, and the channel C024BE91L. */
export async function startFakeSlack(port = 0): Promise<FakeSlack> {
  const token = 'xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy';
  const hook = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX';
  const messages: SlackMessage[] = [];
  const channels: FakeSlack['channels'] = new Map([['C024BE91L', { isArchived: false, isMember: true }]]);
  const refuse: FakeSlack['refuse'] = { webhook: null, method: null };
  let latest = 1_772_357_400_000;

  function keep(channel: string, body: Body): SlackMessage {
    const ts = `${Math.floor(latest / 1000)}.${String((latest++ % 1000) + 100).padStart(6, '0')}`;
    const message = {
      channel,
      ts,
      threadTs: body.thread_ts ?? null,
      text: body.text ?? '',
      blocks: body.blocks ?? [],
      isBroadcast: body.reply_broadcast === true,
    };
    messages.push(message);
    return message;
  }

  const incoming = (request: VendorRequest): VendorAnswer => {
    if (refuse.webhook) return refuse.webhook;
    if (request.url.pathname !== hook) return { status: 404, body: 'no_service' };
    const body = parse(request.body);
    if (!body) return { status: 400, body: 'invalid_payload' };
    const problem = problemOf(body);
    if (problem !== null) return { status: 400, body: problem };
    keep('webhook', body);
    return { status: 200, body: 'ok' };
  };

  const method =
    (act: (body: Body) => VendorAnswer) =>
    (request: VendorRequest): VendorAnswer => {
      if (refuse.method !== null) return no(refuse.method);
      if (!request.headers.authorization) return no('not_authed');
      if (request.headers.authorization !== `Bearer ${token}`) return no('invalid_auth');
      const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
      const body = isForm ? ofForm(request.body) : parse(request.body);
      if (!body) return no('invalid_json');
      const channel = channels.get(body.channel ?? '');
      if (!channel) return no('channel_not_found');
      if (channel.isArchived) return no('is_archived');
      if (!channel.isMember) return no('not_in_channel');
      const problem = problemOf(body);
      return problem === null ? act(body) : no(problem);
    };

  const server = await startVendorServer(port, () => ({
    routes: {
      'POST /services/.*': incoming,
      'POST /api/chat.postMessage': method((body) => {
        const { ts } = keep(body.channel ?? '', body);
        return { status: 200, body: { ok: true, channel: body.channel, ts, message: { text: body.text } } };
      }),
      'POST /api/chat.update': method((body) => {
        const found = messages.find(({ ts, channel }) => ts === body.ts && channel === body.channel);
        if (!found) return no('message_not_found');
        Object.assign(found, { text: body.text, blocks: body.blocks });
        return { status: 200, body: { ok: true, channel: body.channel, ts: body.ts, text: body.text } };
      }),
    },
    failure: (kind) => {
      if (kind === 'rate_limited') return { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } };
      if (kind === 'unavailable') return { status: 503, body: 'upstream connect error' };
      return no({ quota: 'message_limit_exceeded', unauthorized: 'token_revoked', not_found: 'unknown_method' }[kind]);
    },
    now: () => Date.now(),
    maxBodyBytes: 1_000_000,
  }));
  return Object.assign(server, { webhookUrl: server.url + hook, token, messages, channels, refuse });
}

const no = (error: string): VendorAnswer => ({ status: 200, body: { ok: false, error } });

interface Body {
  channel?: string;
  text?: string;
  blocks?: Block[];
  ts?: string;
  thread_ts?: string;
  reply_broadcast?: boolean;
}

function parse(text: string): Body | null {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return null;
  }
}

/** As the official client sends it. */
function ofForm(text: string): Body {
  const form = new URLSearchParams(text);
  const blocks = form.get('blocks');
  const plain = Object.fromEntries([...form].filter(([name]) => name !== 'blocks'));
  return { ...plain, ...(blocks !== null && { blocks: JSON.parse(blocks) as Block[] }) };
}

function problemOf({ text = '', blocks = [] }: Body): string | null {
  if (text === '' && blocks.length === 0) return 'no_text';
  if (text.length > limits.text) return 'msg_too_long';
  if (blocks.length > limits.blocks || !blocks.every(isValid)) return 'invalid_blocks';
  return JSON.stringify(blocks).length > limits.all * 1.5 ||
    blocks.reduce((sum, { text }) => sum + (text?.text.length ?? 0), 0) > limits.all
    ? 'msg_blocks_too_long'
    : null;
}

function isValid({ type, text }: Block): boolean {
  const length = text?.text.length ?? 0;
  if (length === 0) return false;
  if (type === 'header') return text?.type === 'plain_text' && length <= limits.header;
  return type === 'section' && length <= limits.section;
}
