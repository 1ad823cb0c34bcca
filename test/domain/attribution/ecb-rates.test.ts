import { expect, test } from 'vitest';
import { readEcbRates } from '#domain/attribution/ecb-rates.ts';

export const ecbFile = (days: string) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
<Cube>${days}</Cube></gesmes:Envelope>`;

test('the rates of each day are read as they are written, in either kind of quotes', () => {
  const file = ecbFile(`<Cube time="2026-03-02"><Cube currency="USD" rate="1.0837"/><Cube currency='JPY' rate='161.20'/></Cube>
    <Cube time="2026-02-27"><Cube currency="USD" rate="1.08"/></Cube>`);
  expect(readEcbRates(file)).toEqual([
    { day: '2026-03-02', currency: 'USD', perEuro: '1.0837' },
    { day: '2026-03-02', currency: 'JPY', perEuro: '161.20' },
    { day: '2026-02-27', currency: 'USD', perEuro: '1.08' },
  ]);
});

test.each([
  ['no XML', 'USD;1.0837', 'it has no rates'],
  ['no rates', ecbFile('<Cube time="2026-03-02"></Cube>'), 'it has no rates'],
  ['no day', ecbFile('<Cube currency="USD" rate="1.08"/>'), 'before the first day'],
  ['a day that does not exist', ecbFile('<Cube time="2026-13-02"><Cube currency="USD" rate="1.08"/></Cube>'), 'is no day'],
  ['a rate of zero', ecbFile('<Cube time="2026-03-02"><Cube currency="USD" rate="0.0"/></Cube>'), 'no positive decimal number'],
  ['a negative rate', ecbFile('<Cube time="2026-03-02"><Cube currency="USD" rate="-1"/></Cube>'), 'no positive decimal number'],
  ['a word for a rate', ecbFile('<Cube time="2026-03-02"><Cube currency="USD" rate="N/A"/></Cube>'), 'no positive decimal number'],
  ['a wrong currency', ecbFile('<Cube time="2026-03-02"><Cube currency="US" rate="1"/></Cube>'), 'no currency code'],
])('a file with %s is refused, with the place', (_, file, message) => {
  expect(() => readEcbRates(file)).toThrow(message);
});
