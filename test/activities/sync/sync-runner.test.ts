import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dismissWrite, listWrites, retryWrites } from '#db/sync/failed-write.ts';
import { listConflicts, resolveConflict } from '#db/sync/sync-conflict.ts';
import { hintRecords, spreadHints } from '#db/sync/sync-hint.ts';
import { linkByHand } from '#db/sync/sync-link.ts';
import { approveRun } from '#db/sync/sync-run.ts';
import { applyRequest, changeSync } from '#db/sync/sync.ts';
import { openSyncRunner } from '#test/support/sync-world.ts';
import { tester } from '#test/support/tester.ts';
import { startTwoHubSpots, type TwoHubSpots } from '#test/support/two-hubspots.ts';

const field = (name: string, more: object = {}) => ({ a: name, b: name, type: 'text', direction: 'both', owner: 'none', ...more });
const account = {
  ...{ name: 'account', a: 'companies', b: 'companies', creates: ['a', 'b'] },
  links: [
    { how: 'external_id', a: 'id', b: 'counterpart_id' },
    { how: 'external_id', a: 'counterpart_id', b: 'id' },
    { how: 'domain', a: 'domain', b: 'domain' },
  ],
  fields: [field('name'), field('domain', { owner: 'a' }), field('country', { owner: 'b' }), field('segment', { type: 'choice' })],
};
const mapping = { objects: [account] };

const namesIn = (fake: TwoHubSpots['a']) =>
  fake
    .records('companies')
    .all()
    .filter(({ archivedAt }) => archivedAt === undefined)
    .map(({ fields }) => fields['name'])
    .toSorted();

describe('a sync', () => {
  test('brings the records of each side to the other, once, and then has nothing to do', async () => {
    const world = await startTwoHubSpots();
    for (let i = 0; i < 250; i++) world.a.records('companies').create({ name: `A${i}`, domain: `a${i}.example` });
    for (let i = 0; i < 30; i++) world.b.records('companies').create({ name: `B${i}`, domain: `b${i}.example` });
    for (let i = 0; i < 5; i++) {
      world.a.records('companies').create({ name: `Both${i}`, domain: `both${i}.example`, country: 'old' });
      world.b.records('companies').create({ name: `Both${i}`, domain: `www.both${i}.example`, country: 'new' });
    }
    const syncId = await world.createSync(mapping);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', failed: 0 });
    expect(namesIn(world.a)).toEqual(namesIn(world.b));
    expect(namesIn(world.a)).toHaveLength(285);
    expect(
      world.a
        .records('companies')
        .all()
        .filter(({ fields }) => fields['country'] === 'new'),
    ).toHaveLength(5);
    await world.runSync(syncId);
    const before = world.a.arrived().length + world.b.arrived().length;
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', written: 0, changed: 0 });
    expect(world.a.arrived().length + world.b.arrived().length - before).toBeLessThan(20);
  });

  test('merges changes of both sides field by field, and what it wrote itself is no change', async () => {
    const { world, syncId, a, b } = await linkedPair();
    world.a.records('companies').update(a, { name: 'New name', country: 'wrong' });
    world.b.records('companies').update(b, { segment: 'large', domain: 'wrong.example' });
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed' });
    const expected = { name: 'New name', domain: 'acme.example', country: 'Austria', segment: 'large' };
    expect(world.a.records('companies').get(a)?.fields).toMatchObject(expected);
    expect(world.b.records('companies').get(b)?.fields).toMatchObject(expected);
    expect(await world.runSync(syncId)).toMatchObject({ written: 0 });
    expect(await world.runSync(syncId)).toMatchObject({ written: 0, changed: 0 });
  });

  test('leaves a field that both sides changed as it is, opens one conflict, and follows the decision', async () => {
    const { world, syncId, a, b } = await linkedPair();
    world.a.records('companies').update(a, { name: 'Acme A', segment: 'small' });
    world.b.records('companies').update(b, { name: 'Acme B' });
    expect(await world.runSync(syncId)).toMatchObject({ conflicts: 1 });
    await world.runSync(syncId);
    expect([world.a, world.b].map((fake, i) => fake.records('companies').get(i === 0 ? a : b)?.fields['name'])).toEqual([
      'Acme A',
      'Acme B',
    ]);
    expect(world.b.records('companies').get(b)?.fields['segment']).toBe('small');
    const [conflict] = await listConflicts(world.db, syncId, { isOpen: true, limit: 10 });
    expect(conflict).toMatchObject({ field: 'name=name', aValue: 'Acme A', bValue: 'Acme B' });
    await resolveConflict(world.db, syncId, conflict?.id ?? '', 'b', tester);
    await world.runSync(syncId);
    expect(world.a.records('companies').get(a)?.fields['name']).toBe('Acme B');
    expect(await listConflicts(world.db, syncId, { isOpen: true, limit: 10 })).toEqual([]);
    expect((await world.notices()).filter((type) => type === 'causeway.conflict.opened')).toHaveLength(1);
  });

  test('keeps the records that a target refuses in a queue with reason and remedy, and writes all others', async () => {
    const { world, syncId, a } = await linkedPair();
    world.b.account.addProperty('companies', { name: 'segment', label: 'Segment', type: 'choice', options: ['small'] });
    world.a.records('companies').update(a, { segment: 'large' });
    for (let i = 0; i < 150; i++) {
      world.a.records('companies').create({ name: `C${i}`, domain: `c${i}.example`, segment: i === 75 ? 'large' : 'small' });
    }
    expect(await world.runSync(syncId)).toMatchObject({ state: 'partial', failed: 2, written: 149 });
    const failed = await listWrites(world.db, syncId, { states: ['failed'], limit: 10 });
    expect(failed).toHaveLength(2);
    expect(failed[0]).toMatchObject({ reason: 'not_allowed', isRetryable: false });
    expect(await world.notices()).toEqual(['causeway.record.failed', 'causeway.record.failed', 'causeway.sync.partial']);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'partial', written: 0 });
    // Nobody is told every minute what has not changed.
    expect((await world.notices()).filter((type) => type === 'causeway.sync.partial')).toHaveLength(1);
    // The administrator adds the choice again, and one retry brings everything.
    world.b.account.addProperty('companies', { name: 'segment', label: 'Segment', type: 'choice', options: ['small', 'large'] });
    expect(await retryWrites(world.db, syncId, { reason: 'not_allowed' }, tester)).toBe(2);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', written: 2 });
    expect((await world.notices()).at(-1)).toBe('causeway.sync.completed');
    expect(namesIn(world.a)).toEqual(namesIn(world.b));
  });

  test('does not write again what a person dismissed, until something else is wanted', async () => {
    const { world, syncId, a, b } = await linkedPair();
    world.b.account.addProperty('companies', { name: 'segment', label: 'Segment', type: 'choice', options: ['small'] });
    world.a.records('companies').update(a, { segment: 'large' });
    await world.runSync(syncId);
    const [failed] = await listWrites(world.db, syncId, { states: ['failed'], limit: 10 });
    await dismissWrite(world.db, syncId, failed?.id ?? '', 'nobody uses it', tester);
    world.b.records('companies').update(b, { country: 'Germany' });
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed' });
    expect(await listWrites(world.db, syncId, { states: ['failed'], limit: 10 })).toEqual([]);
    world.a.records('companies').update(a, { segment: 'small' });
    await world.runSync(syncId);
    expect(world.b.records('companies').get(b)?.fields['segment']).toBe('small');
  });

  test('creates nothing twice if the answer to a creation is lost', async () => {
    const world = await startTwoHubSpots();
    for (let i = 0; i < 20; i++) world.a.records('companies').create({ name: `A${i}` });
    const syncId = await world.createSync(mapping);
    world.b.faults.plan({ kind: 'drop_after_accept', at: /batch\/upsert/ });
    await expect(world.runSync(syncId)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(namesIn(world.b)).toHaveLength(20);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed' });
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', written: 0 });
    expect(namesIn(world.b)).toHaveLength(20);
    expect(namesIn(world.a)).toHaveLength(20);
  });

  test('counts what was written before an answer was lost as written at once, and writes it no second time', async () => {
    const world = await startTwoHubSpots();
    for (let i = 0; i < 5; i++) world.a.records('companies').create({ name: `A${i}` });
    const syncId = await world.createSync(mapping);
    await world.runSync(syncId);
    for (const { id } of world.a.records('companies').all()) world.a.records('companies').update(id, { name: `renamed ${id}` });
    world.b.faults.plan({ kind: 'drop_after_accept', at: /batch\/update/ });
    await expect(world.runSync(syncId)).rejects.toMatchObject({ kind: 'unavailable' });
    // Somebody else changes one of them in the meantime.
    const [own] = world.b.records('companies').all();
    world.b.records('companies').update(own?.id ?? '', { name: 'From B' });
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed' });
    expect(world.b.arrived().filter(({ path }) => path.includes('batch/update'))).toHaveLength(1);
    const [ledger] = await world.db.sql`
      select count(*) filter (where state = 'acked')::int as acked, count(*) filter (where state = 'superseded')::int as superseded
      from sync_write where sync_id = ${syncId} and operation = 'update'`;
    expect(ledger).toEqual({ acked: 4, superseded: 1 });
  });

  test.each([
    ['the record itself', 'contacts', 'deleted'],
    ['the record that it belongs to', 'companies', 'parent_missing'],
  ] as const)('says that %s was deleted between the steps of a creation', async (_what, object, reason) => {
    const world = await startTwoHubSpots();
    const { id: employer } = world.a.records('companies').create({ name: 'Acme' });
    for (const { account: one } of [world.a, world.b]) {
      one.addProperty('contacts', { name: 'counterpart_id', label: 'Counterpart', type: 'text', unique: true, maxLength: 64 });
      one.addProperty('contacts', { name: 'employer', label: 'Employer', type: 'text' });
    }
    world.a.records('contacts').create({ lastname: 'Marks', employer });
    const contact = {
      ...{ name: 'contact', a: 'contacts', b: 'contacts', creates: ['b'] },
      links: [{ how: 'external_id', a: 'id', b: 'counterpart_id' }],
      fields: [
        { a: 'lastname', b: 'lastname', type: 'text', direction: 'a_to_b', owner: 'a' },
        {
          ...{ a: 'employer', b: 'associations.companies', type: 'reference', direction: 'a_to_b', owner: 'a', once: true },
          references: 'account',
        },
      ],
    };
    const syncId = await world.createSync({ objects: [{ ...account, creates: ['b'] }, contact] });
    world.b.traffic.onAnswer = ({ path }) => {
      if (!path.includes('/contacts/batch/upsert')) return;
      for (const { id } of world.b.records(object).all()) world.b.records(object).archive(id);
    };
    expect(await world.runSync(syncId)).toMatchObject({ state: 'partial' });
    // Later runs may have found the other record and linked it.
    const refused = await listWrites(world.db, syncId, { reasons: [reason], limit: 10 });
    expect(refused.filter((write) => write.object === 'contact')).toMatchObject([{ operation: 'create' }]);
  });

  test('asks a person if two records may be the counterpart, and follows the answer', async () => {
    const world = await startTwoHubSpots();
    const a = world.a.records('companies').create({ name: 'Acme', domain: 'acme.example' });
    const b = ['Acme one', 'Acme two'].map((name) => world.b.records('companies').create({ name, domain: 'acme.example' }));
    const syncId = await world.createSync({ objects: [{ ...account, creates: [] }] });
    expect(await world.runSync(syncId)).toMatchObject({ state: 'partial' });
    const failed = await listWrites(world.db, syncId, { states: ['failed'], limit: 10 });
    expect(failed.map(({ reason }) => reason)).toEqual(['unclear_link', 'unclear_link', 'unclear_link']);
    await linkByHand(world.db, syncId, { object: 'account', aId: a.id, bId: b[1]?.id ?? '' }, tester);
    world.a.records('companies').update(a.id, { country: 'x' });
    await world.runSync(syncId);
    expect((await world.notices()).filter((type) => type === 'causeway.conflict.opened')).toHaveLength(1);
  });

  test('follows a merge: the survivor takes the place of the record that is gone', async () => {
    const { world, syncId, a, b } = await linkedPair();
    const other = world.a.records('companies').create({ name: 'Acme double', segment: 'large' });
    const survivor = world.a.account.merge('companies', a, other.id);
    await world.runSync(syncId);
    const [link] = await world.db.sql`select a_id as "aId", b_id as "bId" from sync_link where sync_id = ${syncId}`;
    expect(link).toEqual({ aId: survivor, bId: b });
    expect(world.b.records('companies').get(b)?.fields['segment']).toBe('large');
    expect(namesIn(world.b)).toHaveLength(1);
  });

  test('carries deletions over only where the mapping says so, and never more than the limit without a yes', async () => {
    const world = await startTwoHubSpots();
    const made = Array.from({ length: 40 }, (_, i) => world.a.records('companies').create({ name: `A${i}` }));
    const syncId = await world.createSync({ objects: [{ ...account, deletes: ['b'] }] });
    await world.runSync(syncId);
    await world.runSync(syncId);
    for (const { id } of made.slice(0, 2)) world.a.records('companies').archive(id);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', written: 2 });
    expect(namesIn(world.b)).toHaveLength(38);
    for (const { id } of made.slice(2, 12)) world.a.records('companies').archive(id);
    world.a.records('companies').update(made[20]?.id ?? '', { name: 'Changed' });
    expect(await world.runSync(syncId)).toMatchObject({
      state: 'partial',
      reason: expect.stringContaining('10 deletions, more than 5 % of 38 linked records'),
    });
    expect(namesIn(world.b)).toHaveLength(38);
    expect(namesIn(world.b)).toContain('Changed');
    await approveRun(world.db, syncId, tester);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed' });
    expect(namesIn(world.b)).toHaveLength(28);
    for (const { id } of world.b
      .records('companies')
      .all()
      .filter(({ archivedAt }) => archivedAt === undefined)
      .slice(0, 3)) {
      world.b.records('companies').archive(id);
    }
    await world.runSync(syncId);
    expect(namesIn(world.a)).toHaveLength(28);
    expect(namesIn(world.b)).toHaveLength(25);
  });

  test('asks first if many records would change at once, and takes no yes for what nobody has seen', async () => {
    const world = await startTwoHubSpots();
    const made = Array.from({ length: 60 }, (_, i) => world.a.records('companies').create({ name: `A${i}` }));
    const syncId = await world.createSync(mapping);
    await world.runSync(syncId);
    await world.runSync(syncId);
    await expect(approveRun(world.db, syncId, tester)).rejects.toMatchObject({ code: 'conflict' });
    for (const { id } of made.slice(0, 30)) world.a.records('companies').update(id, { name: 'bulk' });
    expect(await world.runSync(syncId)).toMatchObject({
      state: 'partial',
      reason: expect.stringContaining('30 changes, more than 30 % of 60'),
    });
    expect(namesIn(world.b)).not.toContain('bulk');
    await approveRun(world.db, syncId, tester);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', written: 30 });
  });

  test('stops at a vendor that returns the same page for ever, and says so', async () => {
    const world = await startTwoHubSpots();
    for (let i = 0; i < 250; i++) world.a.records('companies').create({ name: `A${i}` });
    world.a.account.repeatPages = true;
    await expect(world.runSync(await world.createSync(mapping))).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('same page'),
    });
  });

  test('stops at a vendor that returns two pages in turn for ever', async () => {
    const world = await startTwoHubSpots();
    const made = Array.from({ length: 250 }, (_, n) => world.a.records('companies').create({ name: `A${n}` }));
    world.a.account.beginsAgainAfter = Number(made[199]?.id);
    await expect(world.runSync(await world.createSync(mapping))).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('same page'),
    });
  });

  test.each(['a\0b', Array.from({ length: 5_000 }, () => Math.random().toString(36)).join('')])(
    'ends with the reason at a vendor that returns an id that cannot be stored (%#)',
    async (id) => {
      const world = await startTwoHubSpots();
      Object.assign(world.a.records('companies').create({ name: 'Acme' }), { id });
      await expect(world.runSync(await world.createSync(mapping))).rejects.toMatchObject({
        kind: 'rejected',
        message: expect.stringContaining('cannot be stored'),
      });
    },
  );

  test('does not overwrite a change that was made between reading and writing', async () => {
    const { world, syncId, a, b } = await linkedPair();
    world.a.records('companies').update(a, { name: 'From A' });
    await changeSync(world.db, syncId, () => ({ requestedAt: new Date() }), tester);
    for (;;) {
      const { detail } = await world.runner.advance(syncId);
      if (detail.startsWith('comparing')) break;
    }
    world.b.records('companies').update(b, { name: 'From B' });
    expect(await world.runSync(syncId)).toMatchObject({ conflicts: 1 });
    expect(world.b.records('companies').get(b)?.fields['name']).toBe('From B');
  });

  test('brings what a webhook names before the rest of a long run', async () => {
    const { world, syncId, a, b } = await linkedPair();
    await world.runSync(syncId);
    for (let i = 0; i < 450; i++) world.a.records('companies').create({ name: `A${i}` });
    await changeSync(world.db, syncId, () => ({ requestedAt: new Date() }), tester);
    await world.runner.advance(syncId);
    world.b.records('companies').update(b, { country: 'Spain' });
    await world.db.sql`
      insert into change_hint (connection_id, object, record_id, events) values ('b', 'companies', ${b}, 1), ('b', 'tickets', '1', 1)`;
    expect(await spreadHints(world.db.sql, ['b'])).toEqual([syncId]);
    expect(await world.runner.advance(syncId)).toMatchObject({ state: 'more', detail: expect.stringContaining('reading changed') });
    expect(world.a.records('companies').get(a)?.fields['country']).toBe('Spain');
    expect(namesIn(world.b)).toHaveLength(1);
    // Nobody reads tickets.
    expect(await world.db.sql`select object from change_hint`).toEqual([{ object: 'tickets' }]);
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed' });
    expect(namesIn(world.b)).toHaveLength(451);
  });

  test('an id that is none, which a webhook named, does not take along what other webhooks named', async () => {
    const { world, syncId, a, b } = await linkedPair();
    await world.runSync(syncId);
    world.b.records('companies').update(b, { country: 'Spain' });
    await hintRecords(
      world.db.sql,
      syncId,
      [b, 'x'.repeat(500)].map((recordId) => ({ side: 'b', object: 'companies', recordId })),
    );
    // Only the hints, and no run that reads what changed.
    await world.runner.advance(syncId);
    expect(world.a.records('companies').get(a)?.fields['country']).toBe('Spain');
  });

  test.each([3_600_000, -3_600_000])(
    'finds the later change, and every change, while the clock of one side is %d ms off',
    async (offMs) => {
      const world = await startTwoHubSpots();
      world.b.clock.advance(offMs);
      const [a, b] = [world.a, world.b].map((fake) => fake.records('companies').create({ name: 'Acme', domain: 'acme.example' }).id);
      const newest = { ...account, creates: [], fields: [field('country', { owner: 'newest' })] };
      const syncId = await world.createSync({ objects: [newest] });
      await world.runSync(syncId);
      // A minute passes for all. Then one side changes, and ten seconds later the other.
      for (const { clock } of [world.a, world.b]) clock.advance(60_000);
      const change = (fake: TwoHubSpots['a'], id: string | undefined, country: string, agoMs: number) => {
        fake.clock.advance(-agoMs);
        fake.records('companies').update(id ?? '', { country });
        fake.clock.advance(agoMs);
      };
      change(world.b, b, 'before', 10_000);
      change(world.a, a, 'after', 0);
      expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', conflicts: 0, written: 1 });
      expect(world.b.records('companies').get(b ?? '')?.fields['country']).toBe('after');
      for (const { clock } of [world.a, world.b]) clock.advance(60_000);
      change(world.a, a, 'first', 10_000);
      change(world.b, b, 'last', 0);
      expect(await world.runSync(syncId)).toMatchObject({ state: 'completed', conflicts: 0, written: 1 });
      expect(world.a.records('companies').get(a ?? '')?.fields['country']).toBe('last');
    },
  );

  test('a backfill reads what changed in ninety days and goes on where it was; a reset reads everything', async () => {
    const world = await startTwoHubSpots();
    for (const { clock } of [world.a, world.b]) clock.advance(-100 * 86_400_000);
    for (let i = 0; i < 30; i++) world.a.records('companies').create({ name: `old ${i}` });
    for (const { clock } of [world.a, world.b]) clock.advance(100 * 86_400_000);
    for (let i = 0; i < 450; i++) world.a.records('companies').create({ name: `new ${i}` });
    const syncId = await world.createSync({ objects: [{ ...account, creates: [] }] });
    expect(await world.runSync(syncId)).toMatchObject({ kind: 'backfill', read: 480 });
    await applyRequest(world.db.sql, syncId, 'backfillSync');
    await world.runner.advance(syncId);
    // Whoever goes on knows no more than what is in PostgreSQL.
    const second = openSyncRunner(world.databaseUrl, world);
    onTestFinished(() => second.close());
    while ((await second.runner.advance(syncId)).state === 'more');
    expect(await world.lastRun(syncId)).toMatchObject({ kind: 'backfill', state: 'completed', read: 450 });
    await applyRequest(world.db.sql, syncId, 'backfillSync', new Date(Date.now() - 101 * 86_400_000));
    expect(await world.runSync(syncId)).toMatchObject({ kind: 'backfill', read: 480 });
    await applyRequest(world.db.sql, syncId, 'resetSync');
    await applyRequest(world.db.sql, syncId, 'backfillSync');
    expect(await world.runSync(syncId)).toMatchObject({ kind: 'backfill', read: 480 });
  });

  test('stops before a field that an administrator deleted is taken for a blank one', async () => {
    const { world, syncId, a, b } = await linkedPair();
    world.a.records('companies').update(a, { segment: 'large', name: 'Renamed' });
    await world.runSync(syncId);
    const later = openSyncRunner(world.databaseUrl, world);
    onTestFinished(() => later.close());
    world.a.account.loseProperty('companies', 'segment');
    world.a.records('companies').update(a, { name: 'Again' });
    await applyRequest(world.db.sql, syncId, 'triggerSync');
    await expect(later.runner.advance(syncId)).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('hubspot no longer shows segment of companies'),
    });
    await later.runner.fail(syncId, 'the field is gone');
    expect(world.b.records('companies').get(b)?.fields).toMatchObject({ segment: 'large', name: 'Renamed' });
    world.a.account.addProperty('companies', { name: 'segment', label: 'Segment', type: 'choice', options: ['small', 'large'] });
    expect(await world.runSync(syncId)).toMatchObject({ state: 'completed' });
    expect(world.b.records('companies').get(b)?.fields).toMatchObject({ segment: 'large', name: 'Again' });
  });

  test('logs the fields that the mapping does not use, and ignores them', async () => {
    const { world, syncId, a, b } = await linkedPair();
    world.a.account.addProperty('companies', { name: 'mascot', label: 'Mascot', type: 'text' });
    world.a.records('companies').update(a, { mascot: 'Otter', name: 'Renamed' });
    const lines: string[] = [];
    const later = openSyncRunner(world.databaseUrl, world, pino({ level: 'info' }, { write: (line) => void lines.push(line) }));
    onTestFinished(() => later.close());
    await applyRequest(world.db.sql, syncId, 'triggerSync');
    while ((await later.runner.advance(syncId)).state === 'more');
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => /does not use/.test(String(msg)));
    expect(told).toContainEqual(
      expect.objectContaining({ vendor: 'hubspot', object: 'companies', fields: expect.arrayContaining(['mascot']) }),
    );
    expect(world.b.records('companies').get(b)?.fields).toMatchObject({ name: 'Renamed' });
    expect(world.b.records('companies').get(b)?.fields).not.toHaveProperty('mascot');
  });

  test('fails a text of a megabyte that the target does not take, with its remedy, and a record that is deleted while it is written', async () => {
    const world = await startTwoHubSpots();
    const [long, gone, fine] = ['long', 'gone', 'fine'].map((name) => world.a.records('companies').create({ name }).id);
    const syncId = await world.createSync(mapping);
    await world.runSync(syncId);
    await world.runSync(syncId);
    const inB = async (id: string | undefined) =>
      (await world.db.sql<{ id: string }[]>`select b_id as id from sync_link where sync_id = ${syncId} and a_id = ${id ?? ''}`)[0]?.id ??
      '';
    const targets = await Promise.all([long, gone, fine].map(inB));
    // A's own limit is in the way of a megabyte, so it is taken away there.
    world.a.account.addProperty('companies', { name: 'name', label: 'Name', type: 'text' });
    world.a.records('companies').update(long ?? '', { name: 'x'.repeat(1_000_000) });
    for (const id of [gone, fine]) world.a.records('companies').update(id ?? '', { name: 'Renamed' });
    await applyRequest(world.db.sql, syncId, 'triggerSync');
    while (!(await world.runner.advance(syncId)).detail.startsWith('comparing'));
    world.b.records('companies').archive(targets[1] ?? '');
    while ((await world.runner.advance(syncId)).state === 'more');
    const failed = await listWrites(world.db, syncId, { states: ['failed'], limit: 10 });
    expect(failed.find(({ target }) => target === targets[0])).toMatchObject({ reason: 'too_long', isRetryable: false });
    expect(world.b.records('companies').get(targets[2] ?? '')?.fields['name']).toBe('Renamed');
    // The next run learns of the deletion: nothing is made again unless a person says so.
    await world.runSync(syncId);
    const left = await listWrites(world.db, syncId, { states: ['failed'], limit: 10 });
    expect(left.map(({ operation, target, reason }) => [operation, target, reason]).toSorted()).toEqual([
      ['create', gone, 'deleted'],
      ['update', targets[0], 'too_long'],
    ]);
    expect(namesIn(world.b)).toHaveLength(2);
  });

  test('follows a merge that happens while the record is written', async () => {
    const { world, syncId, a, b } = await linkedPair();
    const other = world.b.records('companies').create({ name: 'Acme double', domain: 'double.example' });
    world.a.records('companies').update(a, { name: 'Renamed' });
    await applyRequest(world.db.sql, syncId, 'triggerSync');
    while (!(await world.runner.advance(syncId)).detail.startsWith('comparing'));
    const survivor = world.b.account.merge('companies', b, other.id);
    while ((await world.runner.advance(syncId)).state === 'more');
    await world.runSync(syncId);
    await world.runSync(syncId);
    const links = await world.db.sql<{ aId: string; bId: string }[]>`
      select a_id as "aId", b_id as "bId" from sync_link where sync_id = ${syncId} and a_id = ${a}`;
    expect(links).toEqual([{ aId: a, bId: survivor }]);
    expect(world.b.records('companies').get(survivor)?.fields['name']).toBe('Renamed');
  });

  test('gives up on a value that the target never keeps, instead of writing it for ever', async () => {
    const { world, syncId, a, b } = await linkedPair();
    world.a.records('companies').update(a, { domain: 'NEW.example' });
    for (let i = 0; i < 6; i++) {
      await world.runSync(syncId);
      world.b.records('companies').update(b, { domain: 'acme.example' });
    }
    const [failed] = await listWrites(world.db, syncId, { states: ['failed'], limit: 10 });
    expect(failed).toMatchObject({ reason: 'not_kept', target: b });
  });
});

/** One company that both sides have, linked and the same. */
async function linkedPair() {
  const world = await startTwoHubSpots();
  const start = { name: 'Acme', domain: 'acme.example', country: 'Austria' };
  const a = world.a.records('companies').create(start).id;
  const b = world.b.records('companies').create(start).id;
  const syncId = await world.createSync(mapping);
  await world.runSync(syncId);
  return { world, syncId, a, b };
}
