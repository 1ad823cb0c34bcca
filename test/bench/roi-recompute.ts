import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { draftOf } from '#db/attribution/versions/credit-partitions.ts';
import { activateVersion, endVersion, findActiveVersion, findVersion, insertVersion } from '#db/attribution/versions/version.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { round } from './percentiles.ts';
import type { RoiStack } from './roi-stack.ts';

export interface RecomputeFound {
  seconds: number;
  /** The most that was resident in the process that computed. */
  rssMb: number;
  credits: number;
  /** A second computation, whose process is killed in the middle, has the same credits and sums. */
  identical: boolean;
}

interface Computed {
  version: number;
  seconds: number;
  rssMb: number;
}

const script = fileURLToPath(new URL('../support/recompute-process.ts', import.meta.url));
const settings = VersionSettings.parse({});

/** Computes a version in a process of its own. With `killAfterMs`, that process is killed then, and another one goes on. */
export async function computeVersion({ attribution, url }: RoiStack, killAfterMs?: number): Promise<Computed> {
  const made = await insertVersion(attribution.sql, settings, 'bench');
  if (made === null) throw new Error('there are too many versions');
  const start = () => spawn(process.execPath, [script, url, String(made.number)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const startedAt = performance.now();
  if (killAfterMs !== undefined) {
    const victim = start();
    await delay(killAfterMs);
    victim.kill('SIGKILL');
    if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
    const { state, cursor } = (await findVersion(attribution.sql, made.number)) ?? {};
    console.log(`Killed version ${made.number} at: ${state} ${cursor ?? ''}`);
  }
  const child = start();
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the computation of version ${made.number} ended with ${code}`);
  return { version: made.number, seconds: (performance.now() - startedAt) / 1_000, rssMb: Number(printed) };
}

/** What was generated is computed into a version that becomes the active one: much faster than by rolling it up. */
export async function creditHistory(stack: RoiStack): Promise<Computed> {
  const before = await findActiveVersion(stack.attribution.sql);
  const computed = await computeVersion(stack);
  await activateVersion(stack.attribution.sql, computed.version);
  if (before !== null) await dropCredits(stack, before.number);
  return computed;
}

/** Those of ten million touches are gigabytes. */
const dropCredits = ({ admin }: RoiStack, version: number) => admin`drop table ${admin(draftOf(version))}`;

/** Nobody wants it any more. */
async function forget(stack: RoiStack, version: number): Promise<void> {
  await endVersion(stack.attribution.sql, version, 'retired', 'measured');
  await dropCredits(stack, version);
}

/** Computes all models anew, twice; the second time, the process is killed in the middle. */
export async function measureRecompute(stack: RoiStack): Promise<RecomputeFound> {
  const first = await computeVersion(stack);
  const found = await contentOf(stack, first.version);
  await forget(stack, first.version);
  const second = await computeVersion(stack, first.seconds * 500);
  const again = await contentOf(stack, second.version);
  await forget(stack, second.version);
  return {
    ...{ seconds: round(first.seconds, 1), rssMb: round(Math.max(first.rssMb, second.rssMb), 0), credits: found.credits },
    identical: JSON.stringify(found) === JSON.stringify(again),
  };
}

/** A digest of everything that a version holds but the moments of recording: of sums partner by partner, of credits in any order. */
async function contentOf({ admin }: RoiStack, version: number): Promise<{ credits: number } & Record<string, unknown>> {
  const sumsOf = (table: string) => admin`
    select md5(string_agg(digest, '' order by scope, partner_id)) as digest from (
      select scope, partner_id, md5(string_agg(concat_ws(' ', day, measure, currency, by_model), e'\n' order by day, measure, currency)) as digest
      from ${admin(table)} where version = ${version} group by scope, partner_id) partners`;
  const [credits] = await admin<{ credits: number; digest: string }[]>`
    select count(*)::int as credits,
      sum(hashtextextended(concat_ws(' ', scope, partner_id, fact_id, measure, currency, occurred_at, by_model), 0)::numeric)::text as digest
    from credit where version = ${version}`;
  const learnt = await admin`select md5(learnt::text) as learnt from version where number = ${version}`;
  return {
    credits: credits?.credits ?? 0,
    digest: credits?.digest,
    days: await sumsOf('day_rollup'),
    months: await sumsOf('month_rollup'),
    learnt,
  };
}
