import { noticedFact } from '#activities/attribution/fact-base.ts';
import { insertConversions, type NewConversion } from '#db/attribution/facts/insert-conversions.ts';
import { insertCosts, type NewCost } from '#db/attribution/facts/insert-costs.ts';
import { insertRevenue, type NewRevenue } from '#db/attribution/facts/insert-revenue.ts';
import { insertTouches, type NewTouch } from '#db/attribution/facts/insert-touches.ts';
import type { Pseudonym } from '#db/attribution/facts/pseudonyms.ts';
import type { Sql } from '#db/database.ts';
import type { SandboxRun } from '#db/sandboxes/sandbox.ts';
import { DAY_MS } from '#domain/days.ts';
import { syntheticFacts } from '#domain/sandboxes/synthetic-facts.ts';

const currency = 'EUR';

/** Records the synthetic facts of a run in the scope of the sandbox. Safe to repeat: run and name make each fact unique. */
export async function recordSyntheticFacts(store: Sql, pseudonym: Pseudonym, partnerId: string, { seed, run }: SandboxRun): Promise<void> {
  const facts = syntheticFacts(seed);
  const now = Date.now();
  const base = ({ name, subject, daysAgo }: { name: string; subject?: string; daysAgo: number }) => ({
    ...{ scope: partnerId, subject: subject ?? null, origin: 'sandbox', externalId: `${run}/${name}` },
    occurredAt: new Date(now - daysAgo * DAY_MS),
  });
  await insertTouches(
    store,
    facts.touches.map((touch): NewTouch => {
      const fact = noticedFact('tch', base(touch), pseudonym);
      const about = { partnerId: touch.isOwn ? partnerId : null, source: touch.source, campaign: 'launch', isBot: false };
      return { ...fact, subjectKey: fact.subjectKey ?? '', ...about };
    }),
  );
  await insertConversions(
    store,
    facts.conversions.map((conversion): NewConversion => {
      const fact = noticedFact('cnv', base(conversion), pseudonym);
      const registered = conversion.isRegistered
        ? { registeredBy: partnerId, registeredAt: fact.occurredAt }
        : { registeredBy: null, registeredAt: null };
      return { ...fact, kind: conversion.kind, value: null, dealId: null, ...registered };
    }),
  );
  await insertRevenue(
    store,
    facts.revenue.map(({ kind, amountMinor, taxMinor, refundOf, ...one }): NewRevenue => ({
      ...noticedFact('rev', base(one), pseudonym),
      ...{ kind, amountMinor, taxMinor, currency, refundOf: refundOf && `${run}/${refundOf}` },
      ...{ product: null, conversionId: null, subscription: null },
    })),
  );
  await insertCosts(
    store,
    facts.costs.map(({ kind, amountMinor, ...one }): NewCost => ({
      ...noticedFact('cst', base(one), pseudonym),
      kind,
      amountMinor,
      currency,
      partnerId,
    })),
  );
}
