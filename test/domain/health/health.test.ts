import { describe, expect, test } from 'vitest';
import { connectionStatuses } from '#domain/connections/connection.ts';
import { holdReasons } from '#domain/delivery/delivery.ts';
import { endpointStates } from '#domain/delivery/endpoint.ts';
import { type ConnectionFacts, judgeConnection } from '#domain/health/connection-health.ts';
import { type EndpointFacts, judgeEndpoint } from '#domain/health/endpoint-health.ts';
import { healthCodes, healthStates, inWords, isWorse, type Verdict } from '#domain/health/health.ts';
import { judgePartner, type PartnerFacts } from '#domain/health/partner-health.ts';
import { readQuotas } from '#domain/health/quota-left.ts';
import { judgeSync, type SyncFacts } from '#domain/health/sync-health.ts';
import { partnerStatuses } from '#domain/partners/partner.ts';
import { seededRandom } from '#domain/random.ts';

const at = new Date('2026-03-01T00:00:00Z');
const random = seededRandom(21);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const maybe = <T>(value: T): T | null => (random() < 0.5 ? value : null);
const few = (): number => pick([0, 0, 1, 7]);

const aConnection = (): ConnectionFacts => ({
  ...{ id: 'con_1', vendor: 'HubSpot', status: pick(connectionStatuses), statusReason: maybe('Action required: reconnect') },
  ...{ isByConsent: random() < 0.5, processError: maybe('it ended'), missingScopes: pick([[], ['deals.write']]) },
  ...{ awaySince: maybe(at), awayReason: maybe('HTTP 503'), waitingUntil: maybe(at), waitingFor: maybe('Calls a day') },
  ...{ failedRecords: few(), failedSince: maybe(at), lateSyncs: few(), readingSince: maybe(at) },
});
const aSync = (): SyncFacts => ({
  ...{
    id: 'syn_1',
    pausedAt: maybe(at),
    processError: maybe('it ended'),
    question: maybe('90 % would be deleted'),
    obstacle: maybe('away'),
  },
  ...{ failed: maybe({ at, reason: 'no such field' }), blockedBy: pick([[], [{ id: 'con_1', name: 'Ours', reason: 'It is paused' }]]) },
  ...{ waitingUntil: maybe(at), failedRecords: few(), failedSince: maybe(at), openConflicts: few(), conflictsSince: maybe(at) },
  ...{ readingSince: maybe(at), freshness: { ageS: pick([0, 60, 6_000]), objectiveS: 660 } },
});
const anEndpoint = (): EndpointFacts => ({
  ...{ id: 'ep_1', partnerStatus: pick(partnerStatuses), state: pick(endpointStates), stateReason: maybe('HTTP 410') },
  ...{ breakerOpenUntil: maybe(at), breakerReason: maybe('HTTP 500'), failingSince: maybe(at), retrying: few(), deadLetters: few() },
  ...{ deadSince: maybe(at), freshness: { ageS: pick([0, 900]), objectiveS: 300 } },
  held: Object.fromEntries(holdReasons.filter(() => random() < 0.2).map((reason) => [reason, { n: 3, since: at, detail: null }])),
});
const aPartner = (): PartnerFacts => ({
  ...{ id: 'ptn_1', status: pick(partnerStatuses), statusReason: maybe('unpaid') },
  endpoints: Array.from({ length: few() }, () => ({ state: pick(healthStates), reason: 'because', since: maybe(at) })),
});

/** Each makes one fact worse, whatever it was. */
const worse = {
  connection: [
    (facts: ConnectionFacts) => ({ ...facts, status: 'action_required' as const }),
    (facts: ConnectionFacts) => ({ ...facts, status: facts.status === 'active' ? ('paused' as const) : facts.status }),
    (facts: ConnectionFacts) => ({ ...facts, processError: 'it ended' }),
    (facts: ConnectionFacts) => ({ ...facts, missingScopes: [...facts.missingScopes, 'another'] }),
    (facts: ConnectionFacts) => ({ ...facts, awaySince: at }),
    (facts: ConnectionFacts) => ({ ...facts, waitingUntil: at }),
    (facts: ConnectionFacts) => ({ ...facts, failedRecords: facts.failedRecords + 1 }),
    (facts: ConnectionFacts) => ({ ...facts, lateSyncs: facts.lateSyncs + 1 }),
  ],
  sync: [
    (facts: SyncFacts) => ({ ...facts, processError: 'it ended', pausedAt: at }),
    (facts: SyncFacts) => ({ ...facts, question: 'everything would be deleted' }),
    (facts: SyncFacts) => ({ ...facts, failed: { at, reason: null } }),
    (facts: SyncFacts) => ({ ...facts, pausedAt: at }),
    (facts: SyncFacts) => ({ ...facts, blockedBy: [...facts.blockedBy, { id: 'con_2', name: 'Other', reason: 'It is paused' }] }),
    (facts: SyncFacts) => ({ ...facts, waitingUntil: at }),
    (facts: SyncFacts) => ({ ...facts, failedRecords: facts.failedRecords + 1 }),
    (facts: SyncFacts) => ({ ...facts, openConflicts: facts.openConflicts + 1 }),
    (facts: SyncFacts) => ({ ...facts, freshness: { ...facts.freshness, ageS: facts.freshness.ageS * 10 } }),
  ],
  endpoint: [
    (facts: EndpointFacts) => ({
      ...facts,
      partnerStatus: facts.partnerStatus === 'active' ? ('suspended' as const) : facts.partnerStatus,
    }),
    (facts: EndpointFacts) => ({ ...facts, state: facts.state === 'enabled' ? ('paused' as const) : facts.state }),
    (facts: EndpointFacts) => ({ ...facts, breakerOpenUntil: at }),
    (facts: EndpointFacts) => ({ ...facts, failingSince: at }),
    (facts: EndpointFacts) => ({ ...facts, retrying: facts.retrying + 1 }),
    (facts: EndpointFacts) => ({ ...facts, deadLetters: facts.deadLetters + 1 }),
    ...holdReasons.map((reason) => (facts: EndpointFacts) => ({
      ...facts,
      held: { ...facts.held, [reason]: { n: (facts.held[reason]?.n ?? 0) + 1, since: at, detail: null } },
    })),
  ],
  partner: [
    (facts: PartnerFacts) => ({ ...facts, status: facts.status === 'active' ? ('suspended' as const) : facts.status }),
    (facts: PartnerFacts) => ({
      ...facts,
      endpoints: facts.endpoints.map((one) => ({
        ...one,
        state: healthStates[Math.min(healthStates.indexOf(one.state) + 1, 7)] ?? one.state,
      })),
    }),
  ],
};

interface Rules<Facts> {
  kind: string;
  some: () => Facts;
  judge: (facts: Facts) => Verdict;
  worse: ((facts: Facts) => Facts)[];
}
const rules = <Facts>(kind: string, some: () => Facts, judge: (facts: Facts) => Verdict, worsenings: ((facts: Facts) => Facts)[]) =>
  ({ kind, some, judge, worse: worsenings }) as unknown as Rules<unknown>;
const all = [
  rules('connection', aConnection, judgeConnection, worse.connection),
  rules('sync', aSync, judgeSync, worse.sync),
  rules('endpoint', anEndpoint, judgeEndpoint, worse.endpoint),
  rules('partner', aPartner, judgePartner, worse.partner),
];

describe.each(all)('of any $kind', (of) => {
  test('there is exactly one state, with a reason, and the others that hold are no worse', () => {
    for (let i = 0; i < 1_000; i++) {
      const verdict = of.judge(of.some());
      expect(healthStates).toContain(verdict.state);
      for (const { reason, code, state, n } of [verdict, ...verdict.also]) {
        expect(reason).not.toMatch(/^$|undefined|null|\[object|NaN/);
        expect(healthCodes).toContain(code);
        expect(isWorse(state, verdict.state)).toBe(false);
        if (state === 'partial') expect(n).toBeGreaterThan(0);
      }
      expect(verdict.state === 'healthy').toBe(verdict.code === 'healthy');
    }
  });

  test('a worse fact never gives a better state', () => {
    for (let i = 0; i < 1_000; i++) {
      const facts = of.some();
      const before = of.judge(facts);
      for (const worsen of of.worse) {
        const after = of.judge(worsen(facts));
        if (isWorse(before.state, after.state)) expect({ facts, worse: worsen(facts), before, after }).toBeNull();
      }
    }
  });

  test('whatever needs a person says what to do and which call shows or does it', () => {
    for (let i = 0; i < 1_000; i++) {
      const verdict = of.judge(of.some());
      for (const { state, remedy } of [verdict, ...verdict.also]) {
        if (!['action_required', 'paused', 'partial'].includes(state)) continue;
        expect(remedy).toMatchObject({ text: expect.stringMatching(/./), docs: expect.stringMatching(/^\/docs\//) });
        expect(remedy?.call?.path).toMatch(/^\/api\/v1\//);
      }
    }
  });
});

const daily = {
  ...{ id: 'daily', text: 'Calls a day', window: { kind: 'day' as const, since: 'midnight' as const } },
  ...{ max: 1_000, counts: 'call' as const, shared: true },
};
const second = { ...daily, id: 'second', text: 'Calls a second', window: { kind: 'rolling' as const, seconds: 1 } };
const stored = { limitId: 'daily', max: 1_000, ours: 0, told: 0, held: 0, pausedUntil: null, dayEndsAt: new Date('2026-03-02T00:00:00Z') };
const context = { limits: [daily, second], budgetPercent: 40, now: at };

test('what is left of a quota is what Causeway may still call: its part of it, without what processes hold', () => {
  expect(readQuotas([{ ...stored, ours: 100, told: 300, held: 50 }], context)).toEqual({
    scarcest: { text: 'Calls a day', left: 250, max: 400, resetsAt: stored.dayEndsAt },
    ...{ waitingUntil: null, waitingFor: null },
  });
});

test('a quota that is used up waits until it begins anew; a pause of some seconds is no state', () => {
  expect(readQuotas([{ ...stored, ours: 400 }], context)).toMatchObject({ waitingUntil: stored.dayEndsAt, waitingFor: 'Calls a day' });
  const pausedFor = (seconds: number) => ({ ...stored, limitId: 'second', pausedUntil: new Date(at.getTime() + seconds * 1000) });
  expect(readQuotas([pausedFor(5)], context).waitingUntil).toBeNull();
  expect(readQuotas([pausedFor(60)], context)).toMatchObject({ waitingUntil: pausedFor(60).pausedUntil, waitingFor: 'Calls a second' });
});

test('an endpoint that was disabled because it failed needs somebody; one that somebody disabled is paused', () => {
  const facts = { ...anEndpoint(), partnerStatus: 'active' as const, state: 'disabled' as const, held: {}, deadLetters: 0, retrying: 0 };
  const alone = { ...facts, breakerOpenUntil: null };
  expect(judgeEndpoint({ ...alone, failingSince: at })).toMatchObject({ state: 'action_required', code: 'endpoint_disabled' });
  expect(judgeEndpoint({ ...alone, failingSince: null })).toMatchObject({ state: 'paused', code: 'endpoint_disabled' });
});

test.each([
  [40, '40 s'],
  [300, '5 min'],
  [7_300, '2 h'],
  [200_000, '2 days'],
])('%i seconds are %s', (seconds, words) => expect(inWords(seconds)).toBe(words));
