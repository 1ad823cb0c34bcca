import type { Queryable } from '#db/database.ts';
import type { AlertKey } from '#domain/alerts/alert-news.ts';

/** What remains of an alert until its end was told. */
const erased = {
  title: 'An alert of a partner that was erased',
  reason: 'The partner was erased',
  remedy: 'Nothing is to be done',
  link: '/api/v1/erasures?kind=partner',
};

/**
 * Deletes the alerts about a partner with what was told of them. Whoever was told of one that has not ended hears of its end first, without its
 * texts: an incident elsewhere would stay open for ever. Those are returned, to be advanced. Safe to repeat.
 */
export async function eraseAlertsOf(
  tx: Queryable,
  partnerId: string,
): Promise<{ counts: Record<string, number>; ending: (AlertKey & { partnerId: string })[] }> {
  const gone = await tx<{ id: string }[]>`
    select id from alert a where partner_id = ${partnerId} and (settled_at is not null or not exists (
      select from alert_notice n join alert_message m on m.id = n.message_id
      where n.alert_id = a.id and m.state in ('sending', 'sent', 'doubtful'))) for update`;
  await deleteAlerts(
    tx,
    gone.map(({ id }) => id),
  );
  const { title, reason, remedy, link } = erased;
  const emptied = await tx`
    update alert set title = ${title}, reason = ${reason}, remedy = ${remedy}, link = ${link}, runbook = null, telling_problem = null,
      snoozed_until = null, state = 'resolved', resolved_at = coalesce(resolved_at, now())
    where partner_id = ${partnerId} and title <> ${title}`;
  const ending = await tx<AlertKey[]>`select rule, subject_id as "subjectId" from alert where partner_id = ${partnerId} order by id`;
  return { counts: { alerts: gone.length + emptied.count }, ending: ending.map((key) => ({ ...key, partnerId })) };
}

/** The end of an alert was told: nothing is kept of it if its partner is erased. */
export async function deleteIfErased(tx: Queryable, { id, partnerId }: { id: string; partnerId: string | null }): Promise<void> {
  if (await isErased(tx, partnerId)) await deleteAlerts(tx, [id]);
}

/** Whether an alert is about a partner that is or will be erased. */
export async function isErased(tx: Queryable, partnerId: string | null): Promise<boolean> {
  if (partnerId === null) return false;
  const [partner] = await tx`select from partner where id = ${partnerId} and status = 'deleted'`;
  return partner !== undefined;
}

/** With the messages that told of nothing else. */
async function deleteAlerts(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const told = await tx<{ id: string }[]>`
    select distinct message_id as id from alert_notice where alert_id = any(${[...ids]}::text[]) and message_id is not null`;
  await tx`delete from alert where id = any(${[...ids]}::text[])`;
  await tx`
    delete from alert_message m
    where id = any(${told.map(({ id }) => id)}::text[]) and not exists (select from alert_notice n where n.message_id = m.id)`;
}
