import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Stat {
  pid: number;
  parent: number;
  ticks: number;
}

let ticksPerS: number | undefined;

/** CPU milliseconds of a process and all its descendants so far, those included that have ended. Linux only: NaN elsewhere. */
export function cpuMsOf(root: number): number {
  if (!existsSync('/proc/self/stat')) return Number.NaN;
  ticksPerS ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  const stats = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []));
  const children = Map.groupBy(stats, (stat) => stat.parent);
  const add = (stat: Stat): number => stat.ticks + (children.get(stat.pid) ?? []).reduce((sum, child) => sum + add(child), 0);
  const own = stats.find((stat) => stat.pid === root);
  return own ? (add(own) / ticksPerS) * 1_000 : Number.NaN;
}

/** Resident memory of one process in MB. Linux only: NaN elsewhere. */
export function residentMbOf(pid: number): number {
  try {
    const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kib) / 1_024);
  } catch {
    return Number.NaN;
  }
}

/** proc(5): field 4 is the parent, 14–17 are the CPU times, its own and those of its children that have ended. */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; what follows it starts with field 3.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
    return { pid, parent: fields[1] ?? 0, ticks };
  } catch {
    // It has just ended: by now its time is its parent's.
    return null;
  }
}
