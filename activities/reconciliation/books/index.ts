import type { Book } from '#activities/reconciliation/book.ts';
import { attributionBook, type AttributionBookDeps } from './attribution.ts';
import { auditBook, type AuditBookDeps } from './audit.ts';
import { dealsBook, type DealBookDeps } from './deals.ts';
import { deliveriesBook, type DeliveryBookDeps } from './deliveries.ts';
import { erasuresBook, type ErasureBookDeps } from './erasures.ts';
import { expiriesBook, type ExpiryBookDeps } from './expiries.ts';
import { ledgerBook, type LedgerBookDeps } from './ledger.ts';
import { retentionBook, type RetentionBookDeps } from './retention.ts';

export type BookDeps = AttributionBookDeps &
  AuditBookDeps &
  DealBookDeps &
  DeliveryBookDeps &
  ErasureBookDeps &
  ExpiryBookDeps &
  LedgerBookDeps &
  RetentionBookDeps;

/** The company's own books. Each is compared every night. */
export function createBooks(deps: BookDeps): readonly Book[] {
  return [
    deliveriesBook(deps),
    dealsBook(deps),
    attributionBook(deps),
    ledgerBook(deps),
    auditBook(deps),
    erasuresBook(deps),
    retentionBook(deps),
    expiriesBook(deps),
  ];
}
