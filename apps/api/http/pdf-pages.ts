import { dictionary, PdfFile, pdfText } from './pdf-file.ts';
import { PdfFont } from './pdf-font.ts';

/** A4, in points. */
const SHEET = { width: 595, height: 842 };
const MARGIN = 50;
export const WIDTH = SHEET.width - 2 * MARGIN;
const LEADING = 1.35;

/** One piece of a line. `x` and `width` from the left margin; without a width it is not broken. Right: it ends at `x`. */
export interface Piece {
  text: string;
  x: number;
  size: number;
  width?: number;
  align?: 'left' | 'right';
}

/** Pages of text, from the top to the bottom. Between two pages other requests have their turn. */
export class PdfPages {
  readonly #font: PdfFont;
  readonly #file = new PdfFile();
  readonly #tree = this.#file.reserve();
  readonly #fontNumber = this.#file.reserve();
  readonly #contents: number[] = [];
  /** What each page begins with. */
  readonly #head: readonly Piece[];
  #page: string[] = [];
  #y = SHEET.height - MARGIN;

  private constructor(font: PdfFont, head: readonly Piece[]) {
    this.#font = font;
    this.#head = head;
  }

  static begin(head: readonly Piece[]): PdfPages {
    const pages = new PdfPages(PdfFont.open(), head);
    pages.#row(head.map((piece) => [piece, piece.text]));
    return pages;
  }

  /** Adds a line whose pieces stand beside each other. One that is too long for its width goes on in the next line. */
  async add(...pieces: readonly Piece[]): Promise<void> {
    const broken = pieces.map((piece) => ({ piece, rows: this.#rowsOf(piece) }));
    const height = Math.max(...broken.map(({ rows }) => rows.length));
    for (let row = 0; row < height; row++) {
      const size = Math.max(...pieces.map((piece) => piece.size));
      if (this.#y - size * LEADING < MARGIN) await this.#endPage();
      this.#row(
        broken.flatMap(({ piece, rows }) => {
          const text = rows[row];
          return text === undefined ? [] : [[piece, text] as const];
        }),
      );
    }
  }

  /** An empty line. */
  skip(points: number): void {
    this.#y -= points;
  }

  #row(pieces: readonly (readonly [Piece, string])[]): void {
    this.#y -= Math.max(...pieces.map(([{ size }]) => size)) * LEADING;
    for (const [{ x, size, align }, text] of pieces) {
      const left = align === 'right' ? x - (this.#font.width(text) * size) / 1_000 : x;
      const place = `${round(MARGIN + left)} ${round(this.#y)}`;
      this.#page.push(`BT /F ${size} Tf ${place} Td ${this.#font.encode(text)} Tj ET`);
    }
  }

  /** By words; a word that is wider than the line is broken. */
  #rowsOf({ text, size, width }: Piece): string[] {
    if (width === undefined) return [text];
    const room = (width * 1_000) / size;
    if (this.#font.width(text) <= room) return [text];
    const rows = [''];
    let used = 0;
    for (const word of text.split(/\s+/)) {
      const wide = this.#font.width(word);
      const gap = used === 0 ? 0 : this.#font.width(' ');
      if (used + gap + wide <= room) {
        rows[rows.length - 1] += gap === 0 ? word : ` ${word}`;
        used += gap + wide;
      } else {
        rows.push(...this.#pieces(word, room));
        used = this.#font.width(rows.at(-1) ?? '');
      }
    }
    return rows.filter((row) => row !== '');
  }

  #pieces(word: string, room: number): string[] {
    const pieces = [''];
    let used = 0;
    for (const character of word) {
      const wide = this.#font.width(character);
      if (used + wide > room) {
        pieces.push('');
        used = 0;
      }
      pieces[pieces.length - 1] += character;
      used += wide;
    }
    return pieces;
  }

  async #endPage(): Promise<void> {
    this.#y = MARGIN;
    this.#row([[{ text: '', x: WIDTH, size: 8, align: 'right' }, String(this.#contents.length + 1)]]);
    this.#contents.push(await this.#file.addStream({}, Buffer.from(this.#page.join('\n'))));
    this.#page = [];
    this.#y = SHEET.height - MARGIN;
    this.#row(this.#head.map((piece) => [piece, piece.text]));
  }

  /** The bytes of the file, which are the same for the same pages. */
  async end({ title, createdAt }: { title: string; createdAt: Date }): Promise<Buffer> {
    await this.#endPage();
    await this.#font.addTo(this.#file, this.#fontNumber);
    const resources = `<< /Font << /F ${this.#fontNumber} 0 R >> >>`;
    const box = `[0 0 ${SHEET.width} ${SHEET.height}]`;
    const page = { Type: '/Page', Parent: `${this.#tree} 0 R`, MediaBox: box, Resources: resources };
    const kids = this.#contents.map((content) => this.#file.add(dictionary({ ...page, Contents: `${content} 0 R` })));
    this.#file.set(this.#tree, dictionary({ Type: '/Pages', Kids: `[${kids.map((kid) => `${kid} 0 R`).join(' ')}]`, Count: kids.length }));
    const root = this.#file.add(dictionary({ Type: '/Catalog', Pages: `${this.#tree} 0 R`, Lang: '(en)' }));
    const created = createdAt.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
    return this.#file.finish(
      root,
      this.#file.add(dictionary({ Title: pdfText(title), CreationDate: `(D:${created}Z)`, Producer: '(Causeway)' })),
    );
  }
}

const round = (points: number): number => Math.round(points * 100) / 100;
