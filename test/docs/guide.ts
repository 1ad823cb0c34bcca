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
}

export function codeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
}

/** What a shortened text stands for: `…` is anything, and lines may be broken anywhere. */
export function shown(text: string): RegExp {
  const parts = joined(text)
    .split('…')
    .map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join('[^]*')}$`);
}

export const joined = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, '');
