import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayStack } from './gateway-stack.ts';
import { loadAt, type LoadFound, loadFully, type Target } from './http-load.ts';
import { percentiles, round } from './percentiles.ts';

/** How long each part of a measurement takes, and how often it is repeated. */
export interface GatewayPlan {
  warmUpS: number;
  throughput: { rounds: number; seconds: number };
  checkS: number;
  limitS: number;
  flood: { rounds: number; seconds: number };
}

/** Beyond any load here: the limiter counts, and refuses nothing. */
const huge = { perMinute: 1_000_000, burst: 1_000_000 };
/** Enough to keep a server busy without a rest, and few enough that latency is not all queueing. */
const connections = 32;

interface Latency {
  p50: number;
  p99: number;
}

export interface Throughput {
  bareRps: number;
  causewayRps: number;
  ratio: number;
  getMs: Latency;
}

/** The same GET, answered by Causeway from memory and by a bare Fastify route, in turns; medians of the rounds. */
export async function measureThroughput(
  stack: GatewayStack,
  { warmUpS, throughput: { rounds, seconds } }: GatewayPlan,
): Promise<Throughput> {
  const key = await stack.addPartner(huge);
  const causeway = { ...(await stack.startApi()), key };
  const answer = await fetch(`http://127.0.0.1:${causeway.port}${causeway.path}`, { headers: { authorization: `Bearer ${key}` } });
  const bare = { ...(await stack.startBare(await answer.json())), key };
  for (const target of [bare, causeway]) await loadFully(target, { connections, seconds: warmUpS });
  const found: Record<'bare' | 'causeway', LoadFound[]> = { bare: [], causeway: [] };
  for (let round = 0; round < rounds; round++) {
    found.bare.push(assertServed(await loadFully(bare, { connections, seconds })));
    found.causeway.push(assertServed(await loadFully(causeway, { connections, seconds })));
  }
  const [bareRps, causewayRps] = [median(found.bare.map(rateOf)), median(found.causeway.map(rateOf))];
  const ratio = median(found.bare.map((each, index) => rateOf(found.causeway[index] as LoadFound) / rateOf(each)));
  const getMs = await latencyAlone(causeway, seconds * rounds);
  return { bareRps: round(bareRps, 0), causewayRps: round(causewayRps, 0), ratio: round(ratio), getMs };
}

/** Of one request at a time on one connection: at full load a latency says only how many wait. */
async function latencyAlone(target: Parameters<typeof loadFully>[0], seconds: number): Promise<Latency> {
  const { p50, p99 } = percentiles(assertServed(await loadFully(target, { connections: 1, seconds })).latencies);
  return { p50, p99 };
}

export interface Checks {
  checkMs: Latency;
  askedMs: Latency;
}

/**
 * What the limiter takes, measured inside the process: for a fast partner, whose tokens are fetched in blocks, and for partners
 * of a tier, whose tokens are fetched one at a time; both ahead.
 */
export async function measureChecks(stack: GatewayStack, { checkS, warmUpS }: GatewayPlan): Promise<Checks> {
  const api = await stack.startApi({ timed: true });
  const fast = { ...api, key: await stack.addPartner(huge) };
  await loadAt(fast, { ratePerS: 1_000, seconds: warmUpS });
  await api.helper.call('takeChecks');
  assertServed(await loadAt(fast, { ratePerS: 1_000, seconds: checkS }));
  const checkMs = await takeChecks(api);
  // Many partners at 4/s each, below their 5/s, and not all at the same moments.
  const keys = await Promise.all(Array.from({ length: 25 }, () => stack.addPartner('enterprise')));
  const load = (seconds: number) =>
    Promise.all(
      keys.map(async (key, index) => {
        await delay((index / keys.length) * 250);
        return loadAt({ ...api, key }, { ratePerS: 4, seconds, connections: 2 });
      }),
    );
  await load(warmUpS);
  await api.helper.call('takeChecks');
  (await load(checkS)).forEach(assertServed);
  return { checkMs, askedMs: await takeChecks(api) };
}

async function takeChecks(api: Awaited<ReturnType<GatewayStack['startApi']>>): Promise<Latency> {
  const { p50, p99 } = await api.helper.call('takeChecks');
  return { p50: round(p50, 4), p99: round(p99, 4) };
}

export interface LimitCase {
  perMinute: number;
  burst: number;
  offered: number;
  expected: number;
  observed: number;
}

/** One partner sends to two processes, to each alone more than it may: it gets its burst and its rate, once. */
export async function measureLimits(stack: GatewayStack, { limitS }: GatewayPlan): Promise<LimitCase[]> {
  const apis = [await stack.startApi(), await stack.startApi()];
  const limits = [
    { perMinute: 300, burst: 50 },
    { perMinute: 12_000, burst: 200 },
  ];
  return Promise.all(
    limits.map(async (limit) => {
      const key = await stack.addPartner(limit);
      const perS = limit.perMinute / 60;
      const found = await Promise.all(apis.map((api) => loadAt({ ...api, key }, { ratePerS: 1.5 * perS, seconds: limitS })));
      const seconds = Math.max(...found.map((each) => each.seconds));
      const count = (status: number) => found.reduce((sum, { statuses }) => sum + (statuses[status] ?? 0), 0);
      return { ...limit, offered: count(200) + count(429), expected: round(limit.burst + perS * seconds, 1), observed: count(200) };
    }),
  );
}

interface Answered {
  /** Of the response's body. */
  bytes: number;
  rps: number;
  /** One request at a time. */
  getMs: Latency;
}

export interface Compression {
  identity: Answered;
  gzip: Answered;
  br: Answered;
}

/** The same list, as it is and compressed, in turns; medians of the rounds. Few connections: a process compresses two answers at once. */
export async function measureCompression(
  stack: GatewayStack,
  { warmUpS, throughput: { rounds, seconds } }: GatewayPlan,
): Promise<Compression> {
  const target = { ...(await stack.startApi()), ...(await stack.addList()) };
  const found: Record<keyof Compression, { fully: LoadFound; alone: LoadFound }[]> = { identity: [], gzip: [], br: [] };
  const names = Object.keys(found) as (keyof Compression)[];
  const by = (name: keyof Compression): Target => ({ ...target, ...(name === 'identity' ? {} : { encoding: name }) });
  for (const name of names) await loadFully(by(name), { connections: 2, seconds: warmUpS });
  for (let nth = 0; nth < rounds; nth++) {
    for (const name of names) {
      const fully = assertServed(await loadFully(by(name), { connections: 2, seconds: seconds / 2 }));
      found[name].push({ fully, alone: assertServed(await loadFully(by(name), { connections: 1, seconds: seconds / 2 })) });
    }
  }
  const answered = async (name: keyof Compression): Promise<Answered> => {
    const alone = found[name].map((each) => percentiles(each.alone.latencies));
    return {
      bytes: await bytesOf(by(name)),
      rps: round(median(found[name].map(({ fully }) => rateOf(fully))), 0),
      getMs: { p50: median(alone.map(({ p50 }) => p50)), p99: median(alone.map(({ p99 }) => p99)) },
    };
  };
  return { identity: await answered('identity'), gzip: await answered('gzip'), br: await answered('br') };
}

/** `fetch` decompresses, and would not say. */
async function bytesOf({ port, path, key, encoding = 'identity' }: Omit<Target, 'encoding'> & { encoding?: string }): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'accept-encoding': encoding };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  await response.arrayBuffer();
  return Number(response.headers.get('content-length'));
}

/** p99 in milliseconds. */
interface FloodLatency {
  aloneP99: number;
  besideP99: number;
}

export interface Flood extends FloodLatency {
  /** Answers 429 a second that the flood got meanwhile. */
  refusedPerS: number;
  /** The same two loads on the bare route, which answers both: what the machine and the clients take of it. */
  bare: FloodLatency;
}

const quietPerS = 100;
const floodPerS = 1_000;

/**
 * A partner's latency alone and beside one that sends far more than it may, of Causeway and of the bare route in turns; medians of
 * the rounds. The flood comes out of a process of its own: out of ours, the partner's answers would wait for the flood's in the client.
 */
export async function measureFlood(stack: GatewayStack, { flood: { rounds, seconds }, warmUpS }: GatewayPlan): Promise<Flood> {
  const generator = await stack.startLoad();
  const [quiet, flooding] = [await stack.addPartner(huge), await stack.addPartner('standard')];
  const measure = async ({ port, path }: Omit<Target, 'key'>, seconds: number): Promise<Omit<Flood, 'bare'>> => {
    const p99 = async () =>
      percentiles(assertServed(await loadAt({ port, path, key: quiet }, { ratePerS: quietPerS, seconds })).latencies).p99;
    const disturb = () => generator.call('loadAt', { target: { port, path, key: flooding }, ratePerS: floodPerS, seconds });
    const aloneP99 = await p99();
    const [besideP99, disturbance] = await Promise.all([p99(), disturb()]);
    return { aloneP99, besideP99, refusedPerS: (disturbance.statuses[429] ?? 0) / disturbance.seconds };
  };
  const servers = { causeway: await stack.startApi(), bare: await stack.startBare({}) };
  for (const server of Object.values(servers)) await measure(server, warmUpS);
  const found: Record<'causeway' | 'bare', Omit<Flood, 'bare'>[]> = { causeway: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    found.causeway.push(await measure(servers.causeway, seconds));
    found.bare.push(await measure(servers.bare, seconds));
  }
  const medianOf = (name: keyof typeof found, key: keyof Omit<Flood, 'bare'>) => round(median(found[name].map((each) => each[key])));
  const latency = (name: keyof typeof found) => ({ aloneP99: medianOf(name, 'aloneP99'), besideP99: medianOf(name, 'besideP99') });
  return { ...latency('causeway'), refusedPerS: round(medianOf('causeway', 'refusedPerS'), 0), bare: latency('bare') };
}

const rateOf = ({ latencies, seconds }: LoadFound) => latencies.length / seconds;

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Figures of refusals would look very good. */
function assertServed(found: LoadFound): LoadFound {
  const others = Object.keys(found.statuses).filter((status) => status !== '200');
  if (others.length > 0) throw new Error(`Expected 200 only, and got ${JSON.stringify(found.statuses)}`);
  return found;
}
