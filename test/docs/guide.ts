import { readFileSync } from 'node:fs';

export const guide = readFileSync(new URL('../../docs/partner-guide.md', import.meta.url), 'utf8');

/** The text between the heading of a chapter (`## …`) and the next one. */
export function chapterOf(document: string, heading: string): string {
  const [, text] = document.split(`\n## ${heading}\n`);
  if (text === undefined) throw new Error(`There is no chapter "${heading}"`);
  return text.split(/^## /m)[0] ?? '';
}

export interface CodeBlock {
  language: string;
  code: string;
  /** Why the guides' tests do not run it, from a comment before it; undefined if they do. */
  notRun: string | undefined;
}

export function codeBlocks(text: string): CodeBlock[] {
  const blocks = text.matchAll(/^(?:<!-- not run: (.+) -->\n\n)?```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, notRun, language = '', code = '']) => ({ language, code, notRun }));
}

/** What a shortened text stands for: `…` is anything, and lines may be broken anywhere. */
export function shown(text: string): RegExp {
  const parts = joined(text)
    .split('…')
    .map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join('[^]*')}$`);
}

export const joined = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, '');
