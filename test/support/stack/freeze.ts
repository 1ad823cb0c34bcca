import { spawnSync } from 'node:child_process';
import { signalProcess } from '#apps/local/processes/process-identity.ts';

/** Freezes a process and its children, as a hanging disk or a paused machine does. Returns what continues them. */
export function freeze(pid: number): () => void {
  // The parent first, so that it starts no more children.
  signalProcess(pid, 'SIGSTOP');
  const frozen = [pid, ...childrenOf(pid)];
  for (const one of frozen.slice(1)) signalProcess(one, 'SIGSTOP');
  return () => frozen.toReversed().forEach((one) => signalProcess(one, 'SIGCONT'));
}

/** PostgreSQL serves each connection in a child of its main process. */
function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? pid : []));
}
