import { expect, test } from 'vitest';
import { pain001 } from '#apps/api/commissions/pain001.ts';
import { Payee } from '#domain/commissions/payout.ts';
import { seededRandom } from '#domain/random.ts';
import { validatePain001 } from '#test/support/validate-pain001.ts';

const payer = { name: 'Company & "Sons"', iban: 'DE89370400440532013000', bic: null };
const day = '2026-04-02';
const batchIn = (currency: string) => ({ id: 'pyb_01k9v5yq3n8t2e6w7x4z0b1c2d', currency, createdAt: new Date('2026-04-01T09:30:00.123Z') });
const to = (name: string, bic: string | null = null) => ({ name, iban: 'GB82WEST12345698765432', bic });
const texts = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);

test('a payment file is valid by the schema of ISO 20022, adds up, and is the same each time', async () => {
  const transfers = [
    { id: 'pyl_1', amountMinor: 1_050n, payee: to("<O'Neill>", 'COBADEFFXXX') },
    { id: 'pyl_2', amountMinor: 95n, payee: to('Bee') },
  ];
  const xml = pain001(batchIn('EUR'), payer, transfers, day);
  expect(await validatePain001(xml)).toEqual([]);
  expect(pain001(batchIn('EUR'), payer, transfers, day)).toBe(xml);
  expect(texts(xml, 'CtrlSum')).toEqual(['11.45', '11.45']);
  expect(texts(xml, 'NbOfTxs')).toEqual(['2', '2']);
  expect(texts(xml, 'InstdAmt')).toEqual(['10.50', '0.95']);
  expect(texts(xml, 'EndToEndId')).toEqual(['pyl_1', 'pyl_2']);
  expect(texts(xml, 'CreDtTm')).toEqual(['2026-04-01T09:30:00Z']);
  expect(texts(xml, 'Nm')).toEqual(['Company &amp; &quot;Sons&quot;', 'Company &amp; &quot;Sons&quot;', "&lt;O'Neill&gt;", 'Bee']);
});

test.each([
  ['a missing sum', (xml: string) => xml.replace('<NbOfTxs>1</NbOfTxs>', '')],
  ['an account that is none', (xml: string) => xml.replace('GB82WEST12345698765432', 'GB')],
  ['an amount of six decimals', (xml: string) => xml.replace('>1.00</InstdAmt>', '>1.000001</InstdAmt>')],
  ['elements in another order', (xml: string) => xml.replace(/(<Cdtr>.*<\/Cdtr>)(<CdtrAcct>.*<\/CdtrAcct>)/, '$2$1')],
])('the validation notices %s', async (_, spoil) => {
  const xml = pain001(batchIn('EUR'), payer, [{ id: 'pyl_1', amountMinor: 100n, payee: to('A') }], day);
  expect(spoil(xml)).not.toBe(xml);
  expect(await validatePain001(spoil(xml))).not.toEqual([]);
});

test.each([
  ['JPY', '10500'],
  ['EUR', '105.00'],
  ['KWD', '10.500'],
  ['CLF', '1.0500'],
])('amounts in %s have the decimals of the currency', async (currency, amount) => {
  const xml = pain001(batchIn(currency), payer, [{ id: 'pyl_1', amountMinor: 10_500n, payee: to('A') }], day);
  expect(await validatePain001(xml)).toEqual([]);
  expect([...texts(xml, 'InstdAmt'), ...texts(xml, 'CtrlSum')]).toEqual([amount, amount, amount]);
  expect(xml).toContain(`Ccy="${currency}"`);
});

test('whatever name, account and BIC the API takes, the file is valid', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const nasty = [
    '&',
    '<',
    ']]>',
    '"',
    '\t',
    '\r\n',
    '\u2028',
    '\u202e',
    '\ufffe',
    '\uffff',
    '\ufdd0',
    'ß',
    'Ж',
    'Ω',
    '語',
    '👩‍👩‍👧',
    '&#0;',
    '<!--',
    '\u0001',
    '\ud800',
  ];
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const code = (length: number) => Array.from({ length }, () => letters[below(letters.length)]).join('');
  const payees: Payee[] = [];
  while (payees.length < 300) {
    const name = Array.from({ length: 1 + below(40) }, () => (random() < 0.5 ? code(1) : nasty[below(nasty.length)]))
      .join('')
      .slice(0, 70);
    const iban = `${code(2)}${String(below(97)).padStart(2, '0')}${code(10 + below(21))}`;
    // Most random accounts are none.
    const bic = random() < 0.5 ? null : code(random() < 0.5 ? 8 : 11);
    const accepted = [iban, payer.iban].map((one) => Payee.safeParse({ name, iban: one, bic })).find(({ success }) => success);
    if (accepted?.data) payees.push(accepted.data);
  }
  const transfers = payees.map((payee, number) => ({ id: `pyl_${number}`, amountMinor: BigInt(1 + below(10 ** 9)), payee }));
  expect(await validatePain001(pain001(batchIn('EUR'), payer, transfers, day)), `seed ${seed}`).toEqual([]);
});

test('a file of 10,000 transfers is valid, and contains each of them once', async () => {
  const transfers = Array.from({ length: 10_000 }, (_, number) => ({
    id: `pyl_${number}`,
    amountMinor: BigInt(number + 1),
    payee: to('Müller & Co'),
  }));
  const xml = pain001(batchIn('EUR'), payer, transfers, day);
  expect(await validatePain001(xml)).toEqual([]);
  expect(new Set(texts(xml, 'EndToEndId')).size).toBe(10_000);
  expect(texts(xml, 'CtrlSum')).toEqual(['500050.00', '500050.00']);
});
