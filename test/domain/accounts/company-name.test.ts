import { expect, test } from 'vitest';
import { namesCompany, namesIn } from '#domain/accounts/company-name.ts';

test('a name that is its own initials is a name', () => {
  expect(namesIn('P 0').map(({ words }) => words)).toEqual([['p', '0']]);
  expect(namesIn('ZQ (Zeppelin Quartz)').map(({ words }) => words)).toEqual([['zeppelin', 'quartz']]);
});

const pieces =
  'a AG GmbH ( ) [ ] / - d/b/a dba t/a formerly 株式会社 ® ™ & . , 12 Ü 주 " in liqu i.L. (publ) /DE/ Ltd by | – \u{200B} \u{202E} ١ Bros né SA и ООО 한 \u{301} 😀 ; : * # 0'.split(
    ' ',
  );

test('whatever is typed into a name, there is a name in it', () => {
  let seed = 12_345;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  for (let times = 0; times < 20_000; times++) {
    const typed = Array.from({ length: 1 + random(7) }, () => pieces[random(pieces.length)]).join(' '.repeat(random(2)));
    expect(namesIn(typed).length, typed).toBeGreaterThan(0);
    expect(typeof namesCompany(typed), typed).toBe('boolean');
  }
});
