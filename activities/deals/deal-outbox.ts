import type { DealChangeRow, DealRow } from '#db/deals/deal.ts';
import { type DealAsOf, dealEventsOf, type DealEventType, dealPayload } from '#domain/deals/deal-events.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';

export interface DealOutboxDeps {
  publish: (events: NewEvent[]) => Promise<unknown>;
  /** The type's newest version if this payload matches its schema; undefined if it does not match or the type does not exist. */
  fittingVersion: (type: string, data: Record<string, unknown>) => Promise<number | undefined>;
}

type OwnedDeal = DealAsOf & { partnerId: string };

/** A notification to a partner about its deal. `occasion` makes it unique: publishing it again yields the same event. */
interface DealNews {
  type: DealEventType;
  deal: OwnedDeal;
  action: string;
  version: number;
  occurredAt: Date;
  occasion: string;
}

/** Publishes events about deals for the partners' endpoints. */
export function createDealOutbox({ publish, fittingVersion }: DealOutboxDeps) {
  async function toEvent({ type, deal, action, version, occurredAt, occasion }: DealNews): Promise<NewEvent> {
    const data = dealPayload(deal, { action, version });
    // The company can have its own schema for a type of this name. A payload that does not match it is published anyway, because it happened.
    const schemaVersion = (await fittingVersion(type, data)) ?? 1;
    return {
      id: newId('evt'),
      type,
      schemaVersion,
      occurredAt,
      dataJson: JSON.stringify(data),
      externalId: occasion,
      orderingKey: deal.id,
      partnerIds: [deal.partnerId],
    };
  }

  return {
    /** Publishes the events of these changes, oldest first. */
    async publishChanges(present: DealRow, unpublished: DealChangeRow[]): Promise<void> {
      const news = unpublished.flatMap((change, index): DealNews[] => {
        const { version, action, at: occurredAt } = change;
        const after = asOf(present, unpublished.slice(index + 1));
        const before = asOf(present, unpublished.slice(index));
        const tell = (deal: OwnedDeal) =>
          dealEventsOf(action, deal).map((type) => ({
            type,
            deal,
            action,
            version,
            occurredAt,
            occasion: `${present.id}/${version}/${type}/${deal.partnerId}`,
          }));
        // A partner that loses the deal to another partner receives the event, but with the deal as it was before the change.
        return before.partnerId === after.partnerId ? tell(after) : [...tell(before), ...tell(after)];
      });
      await publish(await Promise.all(news.map(toEvent)));
    },

    /** Publishes that the protection of this deal ends soon. */
    async publishExpiry(present: DealRow): Promise<void> {
      const until = present.protectedUntil?.toISOString() ?? '';
      const occasion = `${present.id}/expiring/${until}`;
      const news = {
        type: 'deal.expiring',
        deal: asOf(present, []),
        action: 'expiring',
        version: present.version,
        occurredAt: new Date(),
        occasion,
      } as const;
      await publish([await toEvent(news)]);
    },
  };
}

/** The deal as it was before these later changes. */
function asOf(present: DealRow, later: DealChangeRow[]): OwnedDeal {
  const state: Record<string, unknown> = { ...present, protectedUntil: present.protectedUntil?.toISOString() ?? null };
  for (const { changes } of later.toReversed()) for (const [name, [before]] of Object.entries(changes)) state[name] = before;
  const { title, customer } = { ...present.fields, ...state } as { title?: string; customer: { company_name: string } };
  return { ...(state as unknown as OwnedDeal), title: title ?? null, company: customer.company_name };
}
