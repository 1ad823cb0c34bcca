import { texts } from './messages.ts';

/** A value as people read it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return texts.blank;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
