import { readFile } from 'node:fs/promises';
import type { BookActivityDeps } from '#activities/reconciliation/book-run.ts';
import { createBooks } from '#activities/reconciliation/books/index.ts';
import type { Config } from '#apps/config.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import type { CrmWriter } from '#connectors/crm/crm-writer.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import type { Database } from '#db/database.ts';
import { listOverdue } from '#db/erasure/retention.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { BookNights } from '#domain/reconciliation/book-night.ts';
import type { Settings } from '#domain/settings.ts';

interface Deps {
  db: Database;
  attribution: AttributionStore;
  config: Config;
  settings: () => Settings;
  notify: Notify;
  crm: CrmWriter | null;
  workflows: Workflows;
}

/** The company's own books: what their checks need from the other subjects, from Temporal and from the CRM. */
export function wireBooks({ db, attribution, config, settings, notify, crm, workflows }: Deps) {
  const readCertificates = () => {
    const files = [config.TLS_CERT_FILE, config.TLS_CLIENT_CA_FILE].filter((file) => file !== undefined);
    return Promise.all(files.map(async (file) => ({ file, pem: await readFile(file, 'utf8') })));
  };
  const books = createBooks({
    db,
    sql: db.sql,
    attribution,
    settings,
    crm,
    findNotRunning: workflows.findNotRunning,
    listDeliveryWorkflows: workflows.listDeliveryWorkflows,
    listOverdue: () => listOverdue(db.sql, settings(), undefined, attribution.sql),
    describeSchedule: workflows.books.describeSchedule,
    readCertificates,
  });
  const nights = (): BookNights => {
    const { time_of_day: timeOfDay, time_zone: timeZone } = settings().reconciliation.books;
    return { timeOfDay, timeZone };
  };
  const activityDeps: BookActivityDeps = { db, nights, notify, books, startBook: workflows.books.reconcileBook };
  return { activityDeps, nights, readCertificates };
}
