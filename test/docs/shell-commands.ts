import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Marked, type Token } from 'marked';

const root = path.join(import.meta.dirname, '../..');

/** A block of shell code of a document, and the commands in it. */
export interface ShellBlock {
  heading: string;
  commands: string[];
}

/** Every block of shell code of a document, in its order. */
export function readShellBlocks(document: string): ShellBlock[] {
  let heading = '';
  const blocks: ShellBlock[] = [];
  walk(document, (token) => {
    if (token.type === 'heading') heading = token['text'] as string;
    if (token.type === 'code' && token['lang'] === 'sh') blocks.push({ heading, commands: split(token['text'] as string) });
  });
  return blocks;
}

/** Everything that a document writes as code within its text and its tables. */
export function readCodeSpans(document: string): string[] {
  const spans: string[] = [];
  walk(document, (token) => void (token.type === 'codespan' && spans.push((token['text'] as string).replaceAll('\n', ' '))));
  return spans;
}

function walk(document: string, visit: (token: Token) => void): void {
  const marked = new Marked();
  void marked.walkTokens(marked.lexer(readFileSync(path.join(root, document), 'utf8')), visit);
}

/** A command ends at the first line with which it is complete for the shell. */
function split(block: string): string[] {
  const commands: string[] = [];
  let command = '';
  for (const line of block.split('\n')) {
    command += `${line}\n`;
    const isComplete = !line.endsWith('\\') && spawnSync('bash', ['-n'], { input: command }).status === 0;
    if (!isComplete) continue;
    if (!/^(\s*#.*|\s*)\n$/.test(command)) commands.push(command.trimEnd());
    command = '';
  }
  if (command !== '') throw new Error(`This is no complete shell command:\n${command}`);
  return commands;
}
