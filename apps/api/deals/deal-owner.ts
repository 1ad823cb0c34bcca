import type { FastifyRequest } from 'fastify';
import { visiblePartner } from '#apps/api/http/principal.ts';
import type { Database } from '#db/database.ts';
import { findPartner, type PartnerRow } from '#db/partners/partner.ts';
import type { FieldError } from '#domain/errors.ts';
import { type RegistrationCode, registrationError } from '#domain/registration-errors.ts';

/** The partner that owns the deal: that of the credential, or the one that a platform key names. */
export async function findOwner(db: Database, request: FastifyRequest, asked: string | undefined): Promise<PartnerRow | FieldError> {
  const visible = visiblePartner(request);
  const id = asked ?? visible;
  const fault = (code: RegistrationCode, message: string) => registrationError(['partner_id'], code, message);
  if (id === undefined) return fault('required', 'is required with a platform key');
  const owner = visible === undefined || id === visible ? await findPartner(db, id) : undefined;
  return owner ?? fault('unknown_partner', `is not a known partner: ${id}`);
}
