import { expect, test } from 'vitest';
import { EmailAddress } from '#domain/email-address.ts';

test.each([
  'ada@acme.example',
  "o'hara+x@acme.co.uk",
  'jörg@müller.example',
  '用户@例子.广告',
  'jörg@xn--mller-kva.example',
  'संपर्क@उदाहरण.भारत',
])('%s is an e-mail address', (text) => expect(EmailAddress.safeParse(text).success).toBe(true));

test.each([
  '',
  'ada',
  'ada@acme',
  '@acme.example',
  'ada@@acme.example',
  'ada@acme@acme.example',
  '.ada@acme.example',
  'a..b@acme.example',
  'ada@acme..example',
  'ada @acme.example',
  'ada@acme.example\n',
  'ada@10.0.0.1',
  'ada@acme.example/x',
  `${'a'.repeat(310)}@acme.example`,
])('%j is none', (text) => expect(EmailAddress.safeParse(text).success).toBe(false));
