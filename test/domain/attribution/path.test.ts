import { describe, expect, test } from 'vitest';
import { type Conversion, type Goal, influencedBy, lostReason, pathTo, sourcedBy, type Touch } from '#domain/attribution/path.ts';
import { DAY_MS, pathOf, settings, sharesOf, touchesOf, won } from './journeys.ts';

const touch = (over: Partial<Touch>): Touch => ({ id: 'tch_1', partnerId: 'p', source: 'link', at: -DAY_MS, isBot: false, ...over });
const stage = (kind: Conversion['kind'], days: number, over: Partial<Conversion> = {}): Conversion => ({
  ...{ id: `cnv_${kind}`, kind, at: -days * DAY_MS, registeredBy: null, registeredAt: null },
  ...over,
});

describe('which touches count', () => {
  test.each<[string, number, boolean]>([
    ['exactly as old as the window', -90 * DAY_MS, true],
    ['a millisecond older', -90 * DAY_MS - 1, false],
    ['at the time of the conversion', 0, true],
    ['a millisecond after it', 1, false],
  ])('a touch %s', (_, at, counts) => {
    expect(pathTo(won, { touches: [touch({ at })], conversions: [] }, settings).touches).toHaveLength(counts ? 1 : 0);
  });

  test('days are 24 hours, also where clocks change', () => {
    // In Berlin, 90 calendar days before this noon are 90 days and an hour.
    const goal: Goal = { ...won, at: Date.parse('2026-11-01T12:00:00+01:00') };
    const at = Date.parse('2026-08-03T12:00:00+02:00');
    expect(pathTo(goal, { touches: [touch({ at })], conversions: [] }, { ...settings, time_zone: 'Europe/Berlin' }).touches).toEqual([]);
  });

  test('touches of one moment are in the order of their sources, then of their ids', () => {
    const touches = [touch({ id: 'b' }), touch({ id: 'a' }), touch({ id: 'c', source: 'utm' })];
    expect(pathTo(won, { touches, conversions: [] }, settings).touches.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});

describe('why a conversion has no explained path', () => {
  const reason = (touches: Touch[] | null, over = {}) => lostReason(won, touches && { touches, conversions: [] }, { ...settings, ...over });
  test.each<[string, Touch[] | null]>([
    ['no_subject', null],
    ['no_touch', []],
    ['outside_window', [touch({ at: -91 * DAY_MS })]],
    ['bot', [touch({ isBot: true }), touch({ at: 1 })]],
    ['blocked_source', [touch({ source: 'utm' }), touch({ isBot: true })]],
  ])('%s', (expected, touches) => {
    expect(reason(touches, { touch_sources: ['api_key'] })).toBe(expected);
  });

  test('one touch that counts explains it', () => {
    expect(reason([touch({ isBot: true }), touch({ id: 'tch_2' })])).toBeNull();
  });

  test('a source that is told on purpose is never blocked', () => {
    expect(reason([touch({ source: 'deal_registration' })], { touch_sources: ['api_key'] })).toBeNull();
  });
});

describe('milestones', () => {
  const touches = touchesOf(['a', 'b', 'c', 'd', 'e', 'f'], [60, 50, 40, 30, 20, 10]);
  const path = (conversions: Conversion[]) => pathTo(won, { touches, conversions }, settings);
  const both = [stage('lead', 45), stage('opportunity', 25)];

  test('W: the first touch, the lead and the opportunity get 30 % each, the others share 10 %', () => {
    expect(sharesOf('w_shaped', 3_000n, path(both))).toEqual([900n, 900n, 100n, 900n, 100n, 100n]);
  });

  test('full path: the close is the fourth', () => {
    expect(sharesOf('full_path', 4_000n, path(both))).toEqual([900n, 900n, 200n, 900n, 200n, 900n]);
  });

  test('milestones of one touch add up', () => {
    expect(sharesOf('w_shaped', 1_000n, path([stage('lead', 55), stage('opportunity', 54)]))).toEqual([900n, 20n, 20n, 20n, 20n, 20n]);
  });

  test('a missing milestone leaves its part to the others', () => {
    expect(sharesOf('w_shaped', 7_000n, path([stage('lead', 45)]))).toEqual([3_000n, 3_000n, 250n, 250n, 250n, 250n]);
  });

  test('without other touches the milestones get everything', () => {
    const three = pathTo(won, { touches: touches.slice(0, 3), conversions: [stage('lead', 50), stage('opportunity', 40)] }, settings);
    expect(sharesOf('w_shaped', 100n, three)).toEqual([34n, 33n, 33n]);
  });

  test('the lead is the last one before the opportunity', () => {
    const leads = [stage('lead', 45, { id: 'cnv_1' }), stage('lead', 35, { id: 'cnv_2' }), stage('lead', 15, { id: 'cnv_3' })];
    expect(path([...leads, stage('opportunity', 25)]).leadAt).toBe(-35 * DAY_MS);
  });
});

describe('sourced and influenced', () => {
  const touches = touchesOf(['a', 'b', 'a', 'c'], [40, 30, 20, 10]);
  const opportunity = stage('opportunity', 25);
  const path = (goal: Goal, conversions: Conversion[] = []) => pathTo(goal, { touches, conversions }, settings);

  test('the first touch of a partner before the opportunity is the source, all others have influenced it', () => {
    expect(sourcedBy(path(won, [opportunity]))).toBe('a');
    expect(influencedBy(path(won, [opportunity]))).toEqual(['b', 'c']);
  });

  test('a registration before the opportunity is the source', () => {
    const registered = path(won, [{ ...opportunity, registeredBy: 'd', registeredAt: -26 * DAY_MS }]);
    expect([sourcedBy(registered), influencedBy(registered)]).toEqual(['d', ['a', 'b', 'c']]);
  });

  test('a registration after the opportunity is none', () => {
    expect(sourcedBy(path(won, [{ ...opportunity, registeredBy: 'd', registeredAt: -24 * DAY_MS }]))).toBe('a');
  });

  test('touches after the opportunity influence, but source nothing', () => {
    const late = path(won, [stage('opportunity', 50)]);
    expect([sourcedBy(late), influencedBy(late)]).toEqual([null, ['a', 'b', 'c']]);
  });

  test('nobody is both', () => {
    const only = pathOf(touchesOf(['a', null, 'a']));
    expect([sourcedBy(only), influencedBy(only)]).toEqual(['a', []]);
  });
});
