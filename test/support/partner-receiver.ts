import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '#apps/local/settings.ts';
import { eventually } from './engine.ts';

/** The receivers that partners download from /docs. */
export const receiverLanguages = ['node', 'python', 'go'] as const;
type ReceiverLanguage = (typeof receiverLanguages)[number];

const fileOf = (name: string) => path.join(repository, 'docs/receivers', name);

/** Whether this machine can run it. */
export function canRun(language: ReceiverLanguage): boolean {
  if (language === 'node') return true;
  const probe: Record<string, [string, string[]]> = {
    python: ['python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']],
    go: ['go', ['version']],
  };
  const [command, args] = probe[language] ?? ['false', []];
  return spawnSync(command, args).status === 0;
}

interface PartnerReceiver {
  url: string;
  output(): string;
  close(): Promise<void>;
}

/** Starts one of the receivers as a partner does, with a clock that is `lateS` seconds behind (Node only). */
export async function runPartnerReceiver(
  language: ReceiverLanguage,
  { secret, lateS = 0 }: { secret: string; lateS?: number },
): Promise<PartnerReceiver> {
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-receiver-'));
  const [command, args] = commandOf(language, folder, lateS);
  const program = spawn(command, args, { cwd: folder, env: { ...process.env, WEBHOOK_SECRET: secret, PORT: '0' } });
  const ended = once(program, 'close');
  let output = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const port = await eventually(
    () => (program.exitCode === null ? /listening on port (\d+)/.exec(output)?.[1] : `(it ended: ${output})`),
    (found) => found !== undefined,
  );
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    output: () => output,
    async close() {
      program.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function commandOf(language: ReceiverLanguage, folder: string, lateS: number): [string, string[]] {
  if (language === 'python') return ['python3', [fileOf('receiver.py')]];
  if (language === 'node') {
    const clock = `const now = Date.now; Date.now = () => now() - ${lateS * 1000};`;
    return [process.execPath, [...(lateS === 0 ? [] : ['--import', `data:text/javascript,${clock}`]), fileOf('receiver.mjs')]];
  }
  // Built, because `go run` leaves its program behind when it is killed.
  const program = path.join(folder, 'receiver');
  const built = spawnSync('go', ['build', '-o', program, fileOf('receiver.go')], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: 'local', GO111MODULE: 'off' },
  });
  if (built.status !== 0) throw new Error(built.stderr);
  return [program, []];
}
