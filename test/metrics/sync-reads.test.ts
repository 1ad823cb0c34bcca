import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillConnections, findLimit } from './fill-database.ts';
import { openMetricsWorld, seriesOf } from './metrics-world.ts';

let world: Awaited<ReturnType<typeof openMetricsWorld>>;
let text: string;
beforeAll(async () => {
  world = await openMetricsWorld({ findLimit });
  await fillConnections(world.db.sql);
  text = await world.scrapeAll();
});
afterAll(() => world.close());

test('connections say whether they work, by their ids and never by their names', () => {
  expect(seriesOf(text, 'causeway_connection_up')).toEqual({
    'connection_id=con_a,vendor=hubspot': 1,
    'connection_id=con_b,vendor=stripe': 0,
    'connection_id=con_c,vendor=stripe': 0,
  });
  expect(seriesOf(text, 'causeway_connection_status')['connection_id=con_c,status=action_required']).toBe(1);
  expect(seriesOf(text, 'causeway_connection_away_seconds')['connection_id=con_b']).toBeGreaterThanOrEqual(300);
  expect(text).not.toContain('quoted');
});

test('a daily quota says what is left of our part, and one whose day has ended is full', () => {
  expect(seriesOf(text, 'causeway_vendor_quota_left_calls')).toEqual({
    'connection_id=con_a,limit_id=day': 200,
    'connection_id=con_b,limit_id=day': 1_000,
  });
  expect(seriesOf(text, 'causeway_vendor_quota_max_calls')['connection_id=con_a,limit_id=day']).toBe(1_000);
  const pauses = seriesOf(text, 'causeway_vendor_limit_pause_seconds');
  expect(pauses['connection_id=con_a,limit_id=burst']).toBeGreaterThan(30);
  expect(pauses['connection_id=con_a,limit_id=day']).toBe(0);
});

test('syncs say when they last succeeded, what failed, what waits, and how long a change takes', () => {
  expect(seriesOf(text, 'causeway_sync_success_timestamp_seconds')).toEqual({
    'sync_id=syn_1': Date.parse('2026-01-01T00:01:00Z') / 1_000,
  });
  expect(seriesOf(text, 'causeway_sync_run_duration_seconds')).toEqual({ 'sync_id=syn_1': 5 });
  expect(seriesOf(text, 'causeway_sync_failed_records')).toEqual({ 'sync_id=syn_1': 1, 'sync_id=syn_2': 0 });
  expect(seriesOf(text, 'causeway_sync_waiting_writes')).toEqual({ 'sync_id=syn_1': 1, 'sync_id=syn_2': 0 });
  expect(seriesOf(text, 'causeway_sync_waiting_oldest_age_seconds')['sync_id=syn_1']).toBeGreaterThanOrEqual(3_600);
  expect(seriesOf(text, 'causeway_sync_time_to_sync_p95_seconds')).toEqual({ 'sync_id=syn_1': 60 });
  expect(seriesOf(text, 'causeway_sync_interval_seconds')).toEqual({ 'sync_id=syn_1': 60, 'sync_id=syn_2': 300 });
});

test('differences are those of the last night that was compared', () => {
  expect(seriesOf(text, 'causeway_reconciliation_findings')).toEqual({
    'pair=syn_1,class=stale,state=open': 2,
    'pair=syn_1,class=stale,state=repaired': 1,
    'pair=ledger,class=none,state=none': 0,
  });
  expect(seriesOf(text, 'causeway_reconciliation_ended_timestamp_seconds')['pair=syn_1']).toBe(Date.parse('2026-01-02T02:00:00Z') / 1_000);
});
