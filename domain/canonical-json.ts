import { JsonReader } from './strict-json.ts';

/**
 * JSON texts with the same value become the same text, whatever their spaces, escapes, order of keys and spelling of numbers. Works on the
 * text, because doubles would make different numbers equal. For text that was accepted before.
 */
export function canonicalJson(text: string): string {
  const reader = new JsonReader(Buffer.from(text), { canonical: true, keepsNumbers: true });
  reader.read();
  return reader.canonical;
}
