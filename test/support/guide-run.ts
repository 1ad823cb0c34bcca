import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from '#apps/local/settings.ts';
import { type CodeBlock, codeBlocks, joined, shown } from '#test/docs/guide.ts';

/** A block of a guide that was pasted. */
export interface PastedBlock {
  code: string;
  /** What the guide shows below it; empty if it prints nothing. */
  shown: string;
  printed: string;
  isSame: boolean;
}

export interface GuideReader {
  /** Pastes every block of shell code of this document, in order, and compares what it prints with what the document shows. */
  paste(document: string, options?: PasteOptions): Promise<PastedBlock[]>;
  /** Types a command in the same terminal; returns what it prints. */
  type(command: string): Promise<string>;
  close(): Promise<void>;
}

interface PasteOptions {
  /** How long a block that only reads is repeated until it prints what the guide shows. */
  patienceMs?: number;
  /** Ends after the first block that differs: the later ones would differ too. */
  stopAtFirst?: boolean;
  /** Only the blocks before this heading. */
  until?: string;
}

/** What it leads to may take a moment, and it may be asked again. */
const isQuestion = (code: string) => !/ -d | -X |--data| &$|curl -sSO/m.test(code);

/**
 * A reader with one terminal in `folder`: what a block sets, the later ones use. `fillIn` are the values that the guide asks the reader to
 * replace.
 */
export function openReader(options: { folder: string; environment: NodeJS.ProcessEnv; fillIn: ReadonlyMap<string, string> }): GuideReader {
  const { folder, environment, fillIn } = options;
  const shell = openShell(folder, environment);
  const fill = (text: string) => [...fillIn].reduce((filled, [from, to]) => filled.replaceAll(from, to), text);
  async function pasteBlock(code: string, answer: string, patienceMs: number): Promise<PastedBlock> {
    const pattern = answer === '' ? /^$/ : shown(answer);
    const begun = performance.now();
    let printed = joined(await shell.run(code));
    while (!pattern.test(printed) && isQuestion(code) && performance.now() - begun < patienceMs) printed = joined(await shell.run(code));
    return { code, shown: answer, printed, isSame: pattern.test(printed) };
  }
  return {
    async paste(document, { stopAtFirst = false, until, patienceMs = 30_000 } = {}) {
      const text = readFileSync(path.join(repository, document), 'utf8');
      const blocks = codeBlocks(until === undefined ? text : (text.split(until)[0] ?? ''));
      const pasted: PastedBlock[] = [];
      for (const [i, { code, notRun, language }] of blocks.entries()) {
        if (language !== 'sh' || notRun !== undefined) continue;
        pasted.push(await pasteBlock(fill(code), fill(answerBelow(blocks[i + 1])), patienceMs));
        if (stopAtFirst && pasted.at(-1)?.isSame === false) break;
      }
      return pasted;
    },
    type: (command) => shell.run(command),
    close: () => shell.close(),
  };
}

const answerBelow = (next: CodeBlock | undefined): string => (next?.language === 'text' ? next.code : '');

function openShell(folder: string, environment: NodeJS.ProcessEnv) {
  const shell: ChildProcessWithoutNullStreams = spawn('bash', [], { cwd: folder, env: environment });
  shell.stderr.pipe(process.stderr);
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  return {
    async run(code: string): Promise<string> {
      const end = `end of ${crypto.randomUUID()}`;
      shell.stdin.write(`${code}\nprintf '\\n%s\\n' '${end}'\n`);
      let output = '';
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`The shell ended in ${code}`);
        if (value === end) return output;
        output += `${value}\n`;
      }
    },
    async close() {
      shell.stdin.end('kill $(jobs -p) 2> /dev/null\n');
      await once(shell, 'close');
    },
  };
}
