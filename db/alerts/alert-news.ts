import type { Queryable } from '#db/database.ts';
import type { AlertKey, AlertNews } from '#domain/alerts/alert-news.ts';
import { type AlertState, REOPENED_WITHIN_MS } from '#domain/alerts/alert.ts';
import { boundFinding, type Finding, severities, type Severity } from '#domain/alerts/finding.ts';
import { assertNever } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { momentOf } from '#domain/instant.ts';
import { isErased } from './alert-erasure.ts';

interface LastAlert {
  id: string;
  state: AlertState;
  severity: Severity;
  episode: number;
  /** Found again, it is the same alert. */
  isRecent: boolean;
}

/** Stores what is new of an alert. Safe to repeat: what is so already does not change. */
export async function applyAlertNews(tx: Queryable, key: AlertKey, news: AlertNews): Promise<void> {
  const last = await findLastAlert(tx, key);
  const isOpen = last !== undefined && last.state !== 'resolved';
  switch (news.kind) {
    case 'found':
      // Its partner can have been deleted since somebody looked.
      if (await isErased(tx, news.finding.partnerId)) return;
      if (isOpen) return refreshAlert(tx, last, news.finding);
      return last?.isRecent ? reopenAlert(tx, last, news.finding) : insertAlert(tx, news.finding);
    case 'cleared':
      if (isOpen) await tx`update alert set state = 'resolved', resolved_at = now() where id = ${last.id}`;
      return;
    case 'acknowledged':
      if (last?.state === 'firing') await acknowledgeAlert(tx, last.id, news.by);
      return;
    case 'snoozed': {
      const until = momentOf(news.until);
      if (!isOpen || until === null) return;
      await tx`
        update alert set snoozed_until = ${until}, version = version + 1 where id = ${last.id} and snoozed_until is distinct from ${until}`;
      return;
    }
    default:
      assertNever(news);
  }
}

/** Somebody looks after it. `by` is for people. */
export async function acknowledgeAlert(tx: Queryable, id: string, by: string): Promise<void> {
  await tx`
    update alert set state = 'acknowledged', acknowledged_at = now(), acknowledged_by = ${by}, version = version + 1
    where id = ${id} and state = 'firing'`;
}

async function findLastAlert(tx: Queryable, { rule, subjectId }: AlertKey): Promise<LastAlert | undefined> {
  const [row] = await tx<LastAlert[]>`
    select id, state, severity, episode,
      settled_at is null or resolved_at > now() - ${REOPENED_WITHIN_MS} * interval '1 ms' as "isRecent"
    from alert where rule = ${rule} and subject_id = ${subjectId} order by id desc limit 1 for update`;
  return row;
}

async function insertAlert(tx: Queryable, found: Finding): Promise<void> {
  const { rule, subject, partnerId, severity, title, reason, remedy, link, runbook } = boundFinding(found);
  await tx`
    insert into alert (id, rule, subject_kind, subject_id, partner_id, severity, title, reason, remedy, link, runbook)
    values (${newId('alt')}, ${rule}, ${subject.kind}, ${subject.id}, ${partnerId}, ${severity}, ${title}, ${reason}, ${remedy}, ${link},
      ${runbook})
    on conflict do nothing`;
}

const isMoreSevere = (now: Severity, before: Severity): boolean => severities.indexOf(now) > severities.indexOf(before);

/** Who acknowledged or snoozed a milder fault has not done that with this one. */
async function refreshAlert(tx: Queryable, { id, severity: before }: LastAlert, found: Finding): Promise<void> {
  const { severity, title, reason, remedy, link, runbook } = boundFinding(found);
  const isWorse = isMoreSevere(severity, before);
  await tx`
    update alert set severity = ${severity}, title = ${title}, reason = ${reason}, remedy = ${remedy}, link = ${link}, runbook = ${runbook},
      state = case when ${isWorse} then 'firing' else state end,
      acknowledged_at = case when ${isWorse} then null else acknowledged_at end,
      acknowledged_by = case when ${isWorse} then null else acknowledged_by end,
      snoozed_until = case when ${isWorse} then null else snoozed_until end
    where id = ${id}`;
}

/** If its end was told, it begins anew; otherwise it goes on as if it had not ended. */
async function reopenAlert(tx: Queryable, { id, episode, severity: before }: LastAlert, found: Finding): Promise<void> {
  const { severity, title, reason, remedy, link, runbook } = boundFinding(found);
  const [told] = await tx`
    select from alert_notice n join alert_message m on m.id = n.message_id
    where n.alert_id = ${id} and n.episode = ${episode} and n.kind = 'resolved' and m.state <> 'dropped' limit 1`;
  const isNew = told !== undefined;
  const isWorse = isMoreSevere(severity, before);
  await tx`
    update alert set severity = ${severity}, title = ${title}, reason = ${reason}, remedy = ${remedy}, link = ${link}, runbook = ${runbook},
      state = case when ${isNew || isWorse} or acknowledged_at is null then 'firing' else 'acknowledged' end,
      acknowledged_at = case when ${isNew || isWorse} then null else acknowledged_at end,
      acknowledged_by = case when ${isNew || isWorse} then null else acknowledged_by end,
      snoozed_until = case when ${isWorse} then null else snoozed_until end,
      firing_since = case when ${isNew} then now() else firing_since end,
      episode = episode + case when ${isNew} then 1 else 0 end,
      reopened = reopened + 1, resolved_at = null, settled_at = null
    where id = ${id}`;
}
