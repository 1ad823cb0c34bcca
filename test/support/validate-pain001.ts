import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';

const fileName = 'pain.001.001.09.xsd';
const schema = { fileName, contents: readFileSync(path.join(import.meta.dirname, 'iso20022', fileName), 'utf8') };
/** WebAssembly pages of 64 KiB: enough for a file of 100,000 transfers. */
const maxMemoryPages = 16_384;

/** What the schema of ISO 20022 finds wrong with a payment file; nothing if it is valid. */
export async function validatePain001(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'file.xml', contents: xml }, schema, maxMemoryPages });
  return errors.map(({ message }) => message);
}
