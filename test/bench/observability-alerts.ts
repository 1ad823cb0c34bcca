import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, makeFaults } from './alert-faults.ts';
import type { Told } from './alert-inbox.ts';
import { type AlertStack, startAlertStack } from './alert-stack.ts';
import { newEvent } from './events.ts';
import { percentiles } from './percentiles.ts';

export interface AlertFigures {
  /** Of faults. */
  kinds: number;
  faults: number;
  /** Faults whose alert, or whose end, was not told. */
  missed: number;
  /** Messages that nothing explains, or that tell the same again. */
  false: number;
  /** From the fault until the message was received, in seconds. */
  p50S: number;
  p99S: number;
  /** The same of the ends, for which the route waits five seconds. */
  recoveryP99S: number;
  quietMinutes: number;
  slack: SlackFigures;
}

/** What the second channel was told of. */
interface SlackFigures {
  alerts: number;
  /** By so many fewer, and by so many more, than the first: begins and ends apart. */
  missed: number;
  tooMany: number;
}

/** By then a message has come, or is missing. */
const MAX_WAIT_MS = 120_000;
/** An alert ends after two looks, and they are so far apart: what is told sooner has ended by itself. */
const MIN_END_MS = 5_000;
/** What comes later would be a message too many. */
const SETTLE_MS = 15_000;

interface Outcome {
  toldMs: number | null;
  endedMs: number | null;
}

/** Injects every kind of fault, so many times, waits for its message and for that of its end, then watches ordinary traffic in which nothing is wrong. */
export async function measureAlerts(
  { rounds, quietMinutes }: { rounds: number; quietMinutes: number },
  say: (line: string) => void,
): Promise<AlertFigures> {
  const stack = await startAlertStack(say);
  try {
    const outcomes: Outcome[] = [];
    let [kinds, wrong] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const faults = await makeFaults(stack, round);
      kinds = faults.length;
      const from = stack.inbox.told.length;
      // The death of the process is by itself: what it delays would be measured as another fault's.
      const together = faults.filter(({ isAlone }) => !isAlone);
      outcomes.push(...(await runFaults(stack, together, say)));
      for (const fault of faults.filter(({ isAlone }) => isAlone)) outcomes.push(...(await runFaults(stack, [fault], say)));
      await delay(SETTLE_MS);
      wrong += countWrong(stack.inbox.told.slice(from), faults, say);
    }
    const quietFrom = stack.inbox.told.length;
    say(`Ordinary traffic for ${quietMinutes} min, in which nothing is wrong …`);
    await deliverQuietly(stack, quietMinutes);
    const noise = stack.inbox.told.slice(quietFrom);
    for (const { kind, key } of noise) say(`  nothing was wrong, and it told: ${kind} ${key}`);
    const told = percentiles(outcomes.flatMap(({ toldMs }) => toldMs ?? []));
    const ended = percentiles(outcomes.flatMap(({ endedMs }) => endedMs ?? []));
    return {
      ...{ kinds, faults: outcomes.length, quietMinutes },
      missed: outcomes.filter(({ toldMs, endedMs }) => toldMs === null || endedMs === null).length,
      false: wrong + noise.length,
      ...{ p50S: told.p50 / 1_000, p99S: told.p99 / 1_000, recoveryP99S: ended.p99 / 1_000 },
      slack: compareSlack(stack),
    };
  } finally {
    await stack.stop();
  }
}

/** Injects them all, then mends them all: the alerts of one must not hide those of another. */
async function runFaults(stack: AlertStack, faults: readonly Fault[], say: (line: string) => void): Promise<Outcome[]> {
  const told = await Promise.all(faults.map((fault) => timed(stack, fault, 'firing', () => fault.inject())));
  const ended = await Promise.all(faults.map((fault) => timed(stack, fault, 'resolved', () => fault.mend())));
  return faults.map(({ kind }, i) => {
    const endedMs = ended[i] ?? null;
    const outcome = { toldMs: told[i] ?? null, endedMs: endedMs !== null && endedMs < MIN_END_MS ? null : endedMs };
    const show = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`);
    say(`  ${kind}: told after ${show(outcome.toldMs)}, its end after ${show(outcome.endedMs)}`);
    return outcome;
  });
}

/** How long after the act began the message came; null if it did not. */
async function timed({ inbox }: AlertStack, { expects }: Fault, kind: string, act: () => Promise<void>): Promise<number | null> {
  const startedAt = performance.now();
  const from = inbox.told.length;
  await act();
  for (; performance.now() - startedAt < MAX_WAIT_MS; await delay(50)) {
    const message = inbox.told.slice(from).find((one) => one.kind === kind && expects.test(one.key));
    if (message) return message.at - startedAt;
  }
  return null;
}

/** Each alert opens once and ends once, and no other one does. */
function countWrong(told: readonly Told[], faults: readonly Fault[], say: (line: string) => void): number {
  let wrong = 0;
  for (const [name, same] of Map.groupBy(told, ({ kind, key }) => `${kind} ${key}`)) {
    const isExpected = faults.some(({ expects, alsoExpects }) => [expects, alsoExpects].some((one) => one?.test(same[0]?.key ?? '')));
    const extra = isExpected ? same.length - 1 : same.length;
    if (extra > 0) say(`  ${extra} too many: ${name}`);
    wrong += extra;
  }
  return wrong;
}

/** A message of Slack has a section for each alert. */
function compareSlack({ inbox, slack }: AlertStack): SlackFigures {
  const told = { begins: 0, ends: 0 };
  for (const { text, blocks } of slack.messages) {
    told[text.startsWith('Resolved: ') ? 'ends' : 'begins'] += blocks.filter(({ type }) => type === 'section').length;
  }
  const ends = inbox.told.filter(({ kind }) => kind === 'resolved').length;
  const differences = [told.begins - (inbox.told.length - ends), told.ends - ends];
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + Math.max(0, each), 0);
  return { alerts: told.begins + told.ends, missed: sum(differences.map((each) => -each)), tooMany: sum(differences) };
}

async function deliverQuietly({ call, receiver }: AlertStack, minutes: number): Promise<void> {
  const { id } = (await call('POST', '/partners', { name: 'quiet', tier: 'standard' })).body as { id: string };
  await call('POST', '/endpoints', { partner_id: id, url: receiver.urlOf('/quiet') });
  const until = performance.now() + minutes * 60_000;
  while (performance.now() < until) {
    await call('POST', '/events', newEvent(id));
    await delay(200);
  }
}
