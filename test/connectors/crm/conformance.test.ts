import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '#apps/fakes/sandbox-crm/sandbox-crm-faults.ts';
import { startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { ConnectorError, type ConnectorErrorKind } from '#connectors/connector-error.ts';
import type { CrmWriter } from '#connectors/crm/crm-writer.ts';
import { createSandboxCrm, type SandboxCrm } from '#connectors/sandbox-crm/sandbox-crm.ts';
import { anOpportunity } from './opportunity.ts';

const token = 'crm_token_that_nobody_may_see';
/** How long the fault of no answer lasts. Everything else has the writer's own deadline: the machine may be busy. */
const shortMs = 100;

/** What a vendor's test brings along: its writer, and a CRM that can misbehave. */
interface Subject {
  writer: CrmWriter;
  /** The next write meets this. */
  fail(fault: Fault): void;
  /** What the CRM has, in no particular order. */
  held(): { dealId: string; id: string; title: string; status: string; amount: string | null }[];
  /** Another writer on the same CRM. */
  writerWith(options: { token?: string; timeoutMs?: number }): CrmWriter;
  close(): Promise<void>;
}

const subjects: Record<string, () => Promise<Subject>> = {
  async 'sandbox-crm'() {
    const server = await startSandboxCrm({ port: 0, token });
    const writers: SandboxCrm[] = [];
    const writerWith: Subject['writerWith'] = (options) => {
      const writer = createSandboxCrm({ url: server.url, token, version: 'test', ...options });
      writers.push(writer);
      return writer;
    };
    return {
      writer: writerWith({}),
      writerWith,
      fail: (fault) => server.plan({ next: [fault] }),
      held: () =>
        server
          .opportunities()
          .map((one) => ({ dealId: one.external_id, id: one.id, title: one.name, status: one.status, amount: one.amount })),
      async close() {
        await Promise.all(writers.map((writer) => writer.close()));
        await server.stop();
      },
    };
  },
};

const errorOf = (writing: Promise<unknown>): Promise<ConnectorError> =>
  writing.then(
    () => expect.fail('the write was expected to fail'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ConnectorError);
      return error as ConnectorError;
    },
  );

describe.each(Object.entries(subjects))('%s', (_name, start) => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await start();
  });
  afterEach(() => subject.close());

  test('a deal becomes one opportunity with its state, and a second write replaces that', async () => {
    const first = await subject.writer.writeOpportunity(anOpportunity());
    const second = await subject.writer.writeOpportunity(anOpportunity({ stage: 'won', status: 'won', protectedUntil: null }));
    expect(second).toEqual(first);
    expect(subject.held()).toEqual([
      { dealId: anOpportunity().dealId, id: first.id, title: 'Data platform for the Vienna office', status: 'won', amount: '48000.00' },
    ]);
  });

  test('each deal has an opportunity of its own', async () => {
    const one = await subject.writer.writeOpportunity(anOpportunity({ dealId: 'deal_1' }));
    const two = await subject.writer.writeOpportunity(anOpportunity({ dealId: 'deal_2' }));
    expect(one.id).not.toBe(two.id);
    expect(subject.held().map((held) => held.dealId)).toEqual(['deal_1', 'deal_2']);
  });

  test('the sparsest deal is taken, and a lost one, and any script', async () => {
    await subject.writer.writeOpportunity(anOpportunity({ website: null, value: null, closeDate: null, protectedUntil: null }));
    await subject.writer.writeOpportunity(
      anOpportunity({ status: 'lost', lostReason: 'Withdrawn', companyName: '株式会社ブライト 🌊', title: 'Ünïcode "quoted"\n\\' }),
    );
    expect(subject.held()).toMatchObject([{ status: 'lost', title: 'Ünïcode "quoted"\n\\' }]);
  });

  const faults: [fault: Fault, kind: ConnectorErrorKind, retryAfterMs: [number, number] | undefined][] = [
    ['429', 'rate_limited', [2_000, 2_000]],
    ['429_until', 'rate_limited', [50_000, 60_000]],
    ['500', 'unavailable', undefined],
    ['503', 'unavailable', undefined],
    ['timeout', 'unavailable', undefined],
    ['reset', 'unavailable', undefined],
    ['drop_after_accept', 'unavailable', undefined],
    ['malformed', 'malformed', undefined],
    ['401', 'unauthorized', undefined],
    ['400', 'rejected', undefined],
  ];

  test.each(faults)('%s is %s, tells no secret, and the next write leaves exactly one opportunity', async (fault, kind, retryAfterMs) => {
    subject.fail(fault);
    const writer = fault === 'timeout' ? subject.writerWith({ timeoutMs: shortMs }) : subject.writer;
    const error = await errorOf(writer.writeOpportunity(anOpportunity({ title: 'Before' })));
    expect(error.kind).toBe(kind);
    expect(error.cause).toBeUndefined();
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(token);
    if (retryAfterMs) expect(error.retryAfterMs).toSatisfy((ms: number) => ms >= retryAfterMs[0] && ms <= retryAfterMs[1]);
    else expect(error.retryAfterMs).toBeUndefined();

    const { id } = await subject.writer.writeOpportunity(anOpportunity({ title: 'After' }));
    expect(subject.held()).toMatchObject([{ id, title: 'After' }]);
  });

  test('a wrong token is unauthorized', async () => {
    expect(await errorOf(subject.writerWith({ token: 'wrong' }).writeOpportunity(anOpportunity()))).toMatchObject({ kind: 'unauthorized' });
    expect(subject.held()).toEqual([]);
  });

  test('what the CRM does not take is rejected with its reason', async () => {
    const error = await errorOf(subject.writer.writeOpportunity(anOpportunity({ companyName: '' })));
    expect(error).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/answered HTTP 400: account\.name /) });
    expect(subject.held()).toEqual([]);
  });

  test('after the CRM was stopped it is unavailable', async () => {
    await subject.close();
    expect(await errorOf(subject.writer.writeOpportunity(anOpportunity()))).toMatchObject({ kind: 'unavailable' });
    subject = await start();
  });
});
