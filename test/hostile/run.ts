import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { percentiles, round } from '#test/bench/percentiles.ts';
import { cpuMsOf, residentMbOf } from '#test/bench/process-usage.ts';
import type { Answers } from './quiet-process.ts';
import type { Sender } from './sender.ts';
import type { HostileStack } from './stack.ts';

export interface HostilePlan {
  quick: boolean;
  warmUpS: number;
  /** Before the first sender, and again after every few. */
  aloneS: number;
  aloneEvery: number;
  besideS: number;
  /** For what is sent once, and for imports that are still being processed. */
  maxS: number;
}

/** What one sender did to the others. */
export interface SenderFigures {
  name: string;
  loopDelayMs: number;
  quietP99: number;
  floorP99: number;
  rssMb: number;
  statuses: Record<number, number>;
}

interface P99s {
  aloneP99: number;
  besideP99: number;
}

export interface HostileFindings {
  quick: boolean;
  figures: SenderFigures[];
  maxLoopDelayMs: number;
  rssStartMb: number;
  rssGrowthMb: number;
  quiet: P99s;
  /** The same of a server that does next to nothing, at the same time. */
  floor: P99s;
  /** The p99 of the quiet partner without what the machine adds to the floor. */
  aboveFloorP99: number;
  byRequest: ({ request: string } & P99s)[];
  /** The longest answer of /health/live while nobody disturbed. */
  aloneLoopDelayMs: number;
  fiveHundreds: number;
  /** Requests of the quiet partner that were not served. */
  quietFailures: number;
  /** The share of the machine's processors that other programs took meanwhile. */
  othersCpuShare: number;
  engineEnd: string | undefined;
}

export async function runHostile(
  stack: HostileStack,
  senders: readonly Sender[],
  { plan, say }: { plan: HostilePlan; say: (line: string) => void },
): Promise<HostileFindings> {
  const memory = watchMemory(stack.enginePid);
  const before = readCpu();
  const alone: Taken[] = [];
  const beside: Taken[] = [];
  const figures: SenderFigures[] = [];
  const measureAlone = async (): Promise<void> => {
    await settle(stack, plan.maxS);
    await takeAll(stack);
    await delay(plan.aloneS * 1_000);
    alone.push(await takeAll(stack));
  };
  try {
    await delay(plan.warmUpS * 1_000);
    await measureAlone();
    const rssStartMb = memory.highest();
    for (const [index, sender] of senders.entries()) {
      if (stack.engineEnd()) break;
      const found = await measureSender(stack, sender, { plan, memory });
      beside.push(found.taken);
      figures.push(found.figures);
      say(describeSender(found.figures));
      if (index % plan.aloneEvery === plan.aloneEvery - 1) await measureAlone();
    }
    const answered = [...alone, ...beside].map(({ quiet }) => quiet);
    return {
      quick: plan.quick,
      figures,
      maxLoopDelayMs: Math.max(...figures.map((each) => each.loopDelayMs)),
      rssStartMb,
      rssGrowthMb: Math.max(...figures.map((each) => each.rssMb)) - rssStartMb,
      ...latenciesOf(alone, beside),
      aloneLoopDelayMs: worstOf(alone.map(({ health }) => health)),
      fiveHundreds: countAll([...figures, ...answered], (status) => status >= 500),
      quietFailures: countAll(answered, (status) => status < 200 || status > 299),
      othersCpuShare: othersShare(before, readCpu()),
      engineEnd: stack.engineEnd(),
    };
  } finally {
    memory.stop();
  }
}

async function measureSender(
  stack: HostileStack,
  sender: Sender,
  { plan, memory }: { plan: HostilePlan; memory: Memory },
): Promise<{ taken: Taken; figures: SenderFigures }> {
  const send = await stack.prepare(sender);
  await takeAll(stack);
  memory.highest();
  const statuses = await send(sender.once ? plan.maxS : plan.besideS);
  // An import is accepted at once, and costs while its rows are processed.
  await settle(stack, plan.quick ? 0 : plan.maxS);
  const taken = await takeAll(stack);
  const { quiet, health, floor } = taken;
  const times = { loopDelayMs: worstOf([health]), quietP99: p99Of([quiet]), floorP99: p99Of([floor]) };
  return { taken, figures: { name: sender.name, ...times, rssMb: memory.highest(), statuses } };
}

async function settle(stack: HostileStack, maxS: number): Promise<void> {
  const until = performance.now() + maxS * 1_000;
  while (performance.now() < until && (await stack.countRunningImports()) > 0) await delay(100);
}

interface Taken {
  quiet: Answers;
  health: Answers;
  floor: Answers;
}

async function takeAll(stack: HostileStack): Promise<Taken> {
  const [quiet, health, floor] = await Promise.all([stack.quiet, stack.health, stack.floor].map((asker) => asker.call('take')));
  return { quiet, health, floor } as Taken;
}

function latenciesOf(alone: Taken[], beside: Taken[]): Pick<HostileFindings, 'quiet' | 'floor' | 'aboveFloorP99' | 'byRequest'> {
  const p99s = (of: (taken: Taken) => Answers, request?: string): P99s => ({
    aloneP99: p99Of(alone.map(of), request),
    besideP99: p99Of(beside.map(of), request),
  });
  const [quiet, floor] = [p99s((taken) => taken.quiet), p99s((taken) => taken.floor)];
  const requests = new Set(alone.flatMap((taken) => taken.quiet.latencies.map(({ request }) => request)));
  return {
    quiet,
    floor,
    aboveFloorP99: round(quiet.besideP99 - Math.max(0, floor.besideP99 - floor.aloneP99)),
    byRequest: [...requests].map((request) => ({ request, ...p99s((taken) => taken.quiet, request) })),
  };
}

interface Cpu {
  totalMs: number;
  busyMs: number;
  /** Of this process and everything that it started. */
  ownMs: number;
}

function readCpu(): Cpu {
  const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);
  const times = cpus().map((cpu) => cpu.times);
  const totalMs = sum(times.map((each) => sum(Object.values(each))));
  return { totalMs, busyMs: totalMs - sum(times.map(({ idle }) => idle)), ownMs: cpuMsOf(process.pid) };
}

function othersShare(from: Cpu, to: Cpu): number {
  return round((to.busyMs - from.busyMs - (to.ownMs - from.ownMs)) / (to.totalMs - from.totalMs));
}

interface Memory {
  /** In MB, since it was last asked. */
  highest(): number;
  stop(): void;
}

function watchMemory(pid: number): Memory {
  let highest = 0;
  const look = () => (highest = Math.max(highest, residentMbOf(pid)));
  const timer = setInterval(look, 100);
  return {
    highest() {
      look();
      const found = highest;
      highest = 0;
      return found;
    },
    stop: () => clearInterval(timer),
  };
}

const timesOf = (all: Answers[], only?: string): number[] =>
  all.flatMap(({ latencies }) => latencies.flatMap(({ request, ms }) => (only === undefined || request === only ? ms : [])));
const worstOf = (all: Answers[]): number => round(Math.max(0, ...timesOf(all)), 1);
const p99Of = (all: Answers[], only?: string): number => percentiles(timesOf(all, only)).p99;
const countAll = (all: { statuses: Record<number, number> }[], counts: (status: number) => boolean): number =>
  all.reduce((sum, { statuses }) => sum + countOf(statuses, counts), 0);
const countOf = (statuses: Record<number, number>, counts: (status: number) => boolean): number =>
  Object.entries(statuses).reduce((sum, [status, count]) => sum + (counts(Number(status)) ? count : 0), 0);

function describeSender({ name, loopDelayMs, quietP99, floorP99, rssMb, statuses }: SenderFigures): string {
  const answers = Object.entries(statuses)
    .map(([status, count]) => `${count} × ${status === '0' ? 'broken' : status}`)
    .join(', ');
  return `${name.padEnd(48)} loop ${String(loopDelayMs).padStart(7)} ms  quiet p99 ${String(quietP99).padStart(7)} ms  floor ${String(floorP99).padStart(7)} ms  ${String(rssMb).padStart(5)} MB  ${answers}`;
}
