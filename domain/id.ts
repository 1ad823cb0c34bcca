import { randomBytes } from 'node:crypto';

/** Every public id: a prefix that names the object, then a lowercase ULID, so ids sort by creation time. */
export type IdPrefix =
  | 'evt'
  | 'dlv'
  | 'ep'
  | 'ptn'
  | 'key'
  | 'sec'
  | 'rnd'
  | 'eng'
  | 'rpl'
  | 'oac'
  | 'ocs'
  | 'osk'
  | 'ers'
  | 'prm'
  | 'deal'
  | 'note'
  | 'imp'
  | 'acc'
  | 'vdt'
  | 'prg'
  | 'con'
  | 'cna'
  | 'inb'
  | 'inw'
  | 'syn'
  | 'srn'
  | 'lnk'
  | 'swr'
  | 'stt'
  | 'cft'
  | 'rcn'
  | 'fnd'
  | 'tch'
  | 'cnv'
  | 'rev'
  | 'cst'
  | 'idn'
  | 'lin'
  | 'pln'
  | 'trm'
  | 'stm'
  | 'pyb'
  | 'pyl'
  | 'cin'
  | 'dsp'
  | 'alt'
  | 'ach'
  | 'amg'
  | 'usr'
  | 'ses'
  | 'sso'
  | 'grp'
  | 'emb';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
let lastMs = 0;
let lastRandom: Uint8Array = new Uint8Array(16);

// Random bytes are read in pages, because a call for 16 bytes costs nearly as much as one for 4 KiB.
let page: Buffer = Buffer.alloc(0);

function takeRandom(): Buffer {
  if (page.length === 0) page = randomBytes(4_096);
  const taken = page.subarray(0, 16);
  page = page.subarray(16);
  return taken;
}

/** A new id such as `evt_01k9…`: 48 bits of milliseconds and 80 random bits, strictly increasing within one process. */
export function newId(prefix: IdPrefix, now = Date.now()): string {
  return `${prefix}_${ulid(now)}`;
}

function ulid(now: number): string {
  if (now > lastMs) {
    lastMs = now;
    // One value per character (5 bits each): simpler to increment than 80 packed bits.
    lastRandom = takeRandom().map((byte) => byte & 31);
  } else {
    increment(lastRandom);
  }
  let time = '';
  for (let rest = lastMs, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  let random = '';
  for (const value of lastRandom) random += alphabet[value];
  return time + random;
}

/** Ids of the same millisecond must sort in the order of their creation, so the random part is incremented instead of drawn again. */
function increment(values: Uint8Array): void {
  for (let i = values.length - 1; i >= 0; i--) {
    if (values[i] !== 31) {
      values[i] = (values[i] ?? 0) + 1;
      return;
    }
    values[i] = 0;
  }
}
