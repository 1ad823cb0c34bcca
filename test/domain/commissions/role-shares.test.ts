import { expect, test } from 'vitest';
import { percentOf } from '#domain/commissions/percent.ts';
import { RoleShares, RoleSplit, splitByRole } from '#domain/commissions/role-shares.ts';
import { Split } from '#domain/commissions/split.ts';
import { seededRandom } from '#domain/random.ts';

const month = '2026-03';

test('those in one role have equal parts of its share, and the company keeps what nobody did', () => {
  const shares = { source: '50', influence: '40', implement: '10' };
  const partners = [...['c', 'a', 'b'].map((id) => ({ partner_id: id, role: 'source' })), { partner_id: 'a', role: 'implement' }];
  expect(splitByRole(shares, RoleSplit.parse({ month, partners }))).toEqual({
    month,
    allocations: [
      { partner_id: 'a', role: 'source', percent: '16.6667' },
      { partner_id: 'b', role: 'source', percent: '16.6667' },
      { partner_id: 'c', role: 'source', percent: '16.6666' },
      { partner_id: null, role: 'influence', percent: '40' },
      { partner_id: 'a', role: 'implement', percent: '10' },
    ],
  });
});

test('a split by roles is a valid split, whatever the shares and the partners are', () => {
  const random = seededRandom(19);
  for (let round = 0; round < 100; round++) {
    const source = BigInt(Math.floor(random() * 1_000_001));
    const shares = { month, source: percentOf(source), influence: percentOf(1_000_000n - source), implement: '0' };
    const partners = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, number) => {
      return { partner_id: `p${number}`, role: random() < 0.5 ? ('source' as const) : ('influence' as const) };
    });
    expect(() => Split.parse(splitByRole(RoleShares.parse(shares), { month, partners }))).not.toThrow();
  }
});

test('shares that are not the whole are refused, and so is a partner that is twice in a role', () => {
  const said = (shares: object) => RoleShares.safeParse({ month, ...shares }).error?.issues.map(({ message }) => message);
  expect(said({ source: '50', influence: '20', implement: '29.99' })).toEqual([
    'must add up to 100 % over source, influence and implement: they are 99.99 %',
  ]);
  expect(said({ source: '50', influence: '50', implement: '0' })).toBeUndefined();
  const twice = ['source', 'influence', 'source'].map((role) => ({ partner_id: 'a', role }));
  expect(RoleSplit.safeParse({ month, partners: twice }).error?.issues.map(({ path, message }) => [path, message])).toEqual([
    [['partners', 2, 'partner_id'], 'is in partners[0] too, in the same role'],
  ]);
});
