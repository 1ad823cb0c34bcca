import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const compress = promisify(deflate);

export const dictionary = (entries: Record<string, string | number>): string =>
  `<< ${Object.entries(entries)
    .map(([key, value]) => `/${key} ${value}`)
    .join(' ')} >>`;

/** A text of a dictionary, in any script. */
export const pdfText = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

/** A PDF in the making (ISO 32000): numbered objects. The same objects give the same bytes. */
export class PdfFile {
  readonly #objects: Buffer[] = [];

  /** A number for an object that others refer to before it is set. */
  reserve(): number {
    return this.#objects.push(Buffer.alloc(0));
  }

  set(number: number, body: string | Buffer): void {
    this.#objects[number - 1] = Buffer.from(body);
  }

  add(body: string | Buffer): number {
    const number = this.reserve();
    this.set(number, body);
    return number;
  }

  /** Adds a compressed stream. Compression is done beside the event loop. */
  async addStream(entries: Record<string, string | number>, content: Buffer): Promise<number> {
    const number = this.reserve();
    const data = await compress(content);
    const head = dictionary({ ...entries, Filter: '/FlateDecode', Length: data.length, Length1: content.length });
    this.set(number, Buffer.concat([Buffer.from(`${head}\nstream\n`), data, Buffer.from('\nendstream')]));
    return number;
  }

  /** The bytes of the whole file. */
  finish(root: number, info: number): Buffer {
    const parts = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')];
    let offset = parts[0]?.length ?? 0;
    const places = this.#objects.map((body, index) => {
      const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
      const place = offset;
      parts.push(part);
      offset += part.length;
      return `${String(place).padStart(10, '0')} 00000 n \n`;
    });
    const size = places.length + 1;
    const trailer = dictionary({ Size: size, Root: `${root} 0 R`, Info: `${info} 0 R` });
    parts.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n${trailer}\nstartxref\n${offset}\n%%EOF\n`));
    return Buffer.concat(parts);
  }
}
