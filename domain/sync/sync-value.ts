import { plainDecimal, readDecimal } from '#domain/decimal.ts';
import { momentAt, momentOf } from '#domain/instant.ts';
import { isStorableText } from '#domain/unstorable.ts';

/** A value as a connector has it. */
export type RawValue = string | number | boolean | null | readonly string[];
export type RawFields = Readonly<Record<string, RawValue>>;

/** A value in the form in which two systems are compared. Null is blank; a field that was not read has no value at all. */
export type SyncValue = string | null;

export const valueTypes = ['text', 'number', 'money', 'boolean', 'date', 'time', 'choice', 'choices', 'reference'] as const;
export type ValueType = (typeof valueTypes)[number];

/** Why a record cannot be written as it is. `reason` is one of `failureReasons`. */
export class ValueFault extends Error {
  override readonly name = 'ValueFault';
  readonly reason: 'not_readable' | 'not_mapped' | 'not_allowed' | 'too_long' | 'missing';
  readonly field: string;

  constructor(reason: ValueFault['reason'], field: string, message: string) {
    super(message);
    this.reason = reason;
    this.field = field;
  }
}

/** A value of a vendor, in the form in which it is compared. Throws ValueFault for what is no value of the type. */
export function readValue({ type, name, timeZone }: { type: ValueType; name: string; timeZone: string }, raw: RawValue): SyncValue {
  if (isBlank(raw)) return null;
  const value = readers[type](raw, timeZone);
  if (value !== undefined && isStorableText(value)) return value;
  throw new ValueFault('not_readable', name, `${name} has ${shown(raw)}, which is no ${nouns[type]}`);
}

/** A value as it is sent to a vendor. A number that a double does not keep is sent as text. */
export function writeValue(type: ValueType, value: SyncValue): RawValue {
  if (value === null) return null;
  if (type === 'number' || type === 'money') return readDecimal(value) ?? value;
  if (type === 'boolean') return value === 'true';
  return type === 'choices' ? (JSON.parse(value) as string[]) : value;
}

const isBlank = (raw: RawValue): raw is null =>
  raw === null || (typeof raw === 'string' ? raw.trim() === '' : typeof raw === 'object' && raw.length === 0);

type Reader = (raw: NonNullable<RawValue>, timeZone: string) => string | undefined;
const text: Reader = (raw) => (typeof raw === 'object' ? undefined : String(raw).normalize('NFC').replaceAll(/\r\n?/g, '\n').trim());
const number: Reader = (raw) => (typeof raw === 'string' || typeof raw === 'number' ? plainDecimal(String(raw).trim()) : undefined);

const readers: Record<ValueType, Reader> = {
  text,
  choice: text,
  reference: text,
  number,
  money: number,
  boolean: (raw) => {
    const said = String(raw).toLowerCase();
    return said === 'true' || said === 'false' ? said : undefined;
  },
  date: (raw, timeZone) => {
    if (typeof raw === 'string' && /^\d{4}-\d\d-\d\d$/.test(raw)) return readTime(raw) && raw;
    const time = readTime(raw);
    return time && dayIn(timeZone, time);
  },
  time: (raw) => {
    const time = readTime(raw);
    return time && `${time.toISOString().slice(0, 19)}Z`;
  },
  choices: (raw) => {
    const items = typeof raw === 'object' ? raw : String(raw).split(';');
    return JSON.stringify([...new Set(items.map((item) => item.trim()).filter((item) => item !== ''))].toSorted());
  },
};

/** ISO 8601, or milliseconds since 1970. Salesforce keeps whole seconds, so nothing finer is compared. */
function readTime(raw: NonNullable<RawValue>): Date | undefined {
  if (typeof raw === 'string' && !/^\d{4}-\d\d-\d\d/.test(raw) && !/^\d{12,14}$/.test(raw)) return undefined;
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const time = typeof raw === 'string' && !/^\d+$/.test(raw) ? momentOf(raw) : momentAt(Number(raw));
  if (time === null) return undefined;
  // JavaScript turns 30 February into 1 March.
  if (typeof raw === 'string' && /^\d{4}-\d\d-\d\d$/.test(raw) && time.toISOString().slice(0, 10) !== raw) return undefined;
  return time;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** The day on which a moment falls in a time zone. */
function dayIn(timeZone: string, time: Date): string {
  let format = days.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    days.set(timeZone, format);
  }
  return format.format(time);
}

const nouns: Record<ValueType, string> = {
  ...{ text: 'text', choice: 'choice', choices: 'list of choices', reference: 'reference', number: 'number', money: 'amount' },
  ...{ boolean: 'yes or no', date: 'date', time: 'time' },
};

/** Foreign text in messages is cut, because a field can have a megabyte. */
function shown(raw: RawValue): string {
  const said = JSON.stringify(raw);
  return said.length <= 60 ? said : `${said.slice(0, 57)}…`;
}
