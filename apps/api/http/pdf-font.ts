import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph } from 'fontkit';
import { dictionary, type PdfFile } from './pdf-file.ts';

/** DejaVu Sans, under the licence of Bitstream Vera: Latin, Cyrillic and Greek letters, and many others. */
const fontFile = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
/** What is printed for a character that the font does not have. */
const REPLACEMENT = '\ufffd';

interface Letter {
  /** In the file, which contains only the letters that are used. */
  glyph: number;
  /** In thousandths of the size. */
  width: number;
}

/** A font, of which a file contains the letters that it uses. */
export class PdfFont {
  readonly #font: Font;
  readonly #subset;
  readonly #letters = new Map<string, Letter>();

  private constructor(font: Font) {
    this.#font = font;
    this.#subset = font.createSubset();
  }

  static open(): PdfFont {
    const font = create(readFileSync(fontFile));
    if (!('createSubset' in font)) throw new Error(`${fontFile} is not a font`);
    return new PdfFont(font);
  }

  #letter(character: string): Letter {
    const known = this.#letters.get(character);
    if (known) return known;
    const code = character.codePointAt(0) ?? 0;
    if (character !== REPLACEMENT && !this.#font.hasGlyphForCodePoint(code)) return this.#letter(REPLACEMENT);
    const glyph = this.#font.glyphForCodePoint(code);
    const letter = { glyph: this.#include(glyph), width: this.#inThousandths(glyph.advanceWidth) };
    this.#letters.set(character, letter);
    return letter;
  }

  /** The types say that it returns a boolean. */
  readonly #include = (glyph: Glyph) => Number(this.#subset.includeGlyph(glyph));
  readonly #inThousandths = (units: number) => Math.round((units * 1_000) / this.#font.unitsPerEm);

  /** How wide a text is, in thousandths of its size. */
  width(text: string): number {
    let sum = 0;
    for (const character of text) sum += this.#letter(character).width;
    return sum;
  }

  /** A text as the operator `Tj` takes it. */
  encode(text: string): string {
    let hex = '';
    for (const character of text) hex += hex4(this.#letter(character).glyph);
    return `<${hex}>`;
  }

  /** Adds the font to a file, after all texts were encoded. */
  async addTo(file: PdfFile, number: number): Promise<void> {
    const { ascent, descent, capHeight, bbox, italicAngle } = this.#font;
    const program = await file.addStream({}, Buffer.from(this.#subset.encode()));
    const box = [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map(this.#inThousandths).join(' ');
    const descriptor = file.add(
      dictionary({
        ...{ Type: '/FontDescriptor', FontName: '/AAAAAA+DejaVuSans', Flags: 4, FontBBox: `[${box}]`, ItalicAngle: italicAngle, StemV: 80 },
        ...{ Ascent: this.#inThousandths(ascent), Descent: this.#inThousandths(descent), CapHeight: this.#inThousandths(capHeight) },
        FontFile2: `${program} 0 R`,
      }),
    );
    const widths = [...this.#letters.values()].map(({ glyph, width }) => `${glyph} [${width}]`).join(' ');
    const descendant = file.add(
      dictionary({
        ...{ Type: '/Font', Subtype: '/CIDFontType2', BaseFont: '/AAAAAA+DejaVuSans', CIDToGIDMap: '/Identity' },
        CIDSystemInfo: '<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>',
        ...{ FontDescriptor: `${descriptor} 0 R`, W: `[${widths}]` },
      }),
    );
    const unicode = await file.addStream({}, Buffer.from(toUnicode(this.#letters)));
    file.set(
      number,
      dictionary({
        ...{ Type: '/Font', Subtype: '/Type0', BaseFont: '/AAAAAA+DejaVuSans', Encoding: '/Identity-H' },
        ...{ DescendantFonts: `[${descendant} 0 R]`, ToUnicode: `${unicode} 0 R` },
      }),
    );
  }
}

const hex4 = (number: number): string => number.toString(16).padStart(4, '0');
/** As many as a block may have. */
const IN_BLOCK = 100;

/** Which characters the glyphs are, for those who search in the file and copy from it. */
function toUnicode(letters: ReadonlyMap<string, Letter>): string {
  const lines = [...letters].map(
    ([character, { glyph }]) => `<${hex4(glyph)}> <${Buffer.from(character, 'utf16le').swap16().toString('hex')}>`,
  );
  const blocks = [];
  for (let from = 0; from < lines.length; from += IN_BLOCK) {
    const block = lines.slice(from, from + IN_BLOCK);
    blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar');
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Causeway def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}
