import { z } from 'zod';
import { factFields, SubjectName } from './fact-input.ts';

const { occurred_at, sandbox_id } = factFields;

/** That a visitor is a user, or that a user belongs to an account. */
export const IdentityInput = z
  .strictObject({
    subject: SubjectName,
    is: SubjectName.describe('Whom it is the same as: the user, or the account'),
    occurred_at,
    sandbox_id,
  })
  .meta({ id: 'CreateIdentity', example: { subject: 'cookie-8f14e45f', is: 'user-77' } });
export type IdentityInput = z.infer<typeof IdentityInput>;

/** That a subject is not the one that it was said to be. */
export const UnidentifyInput = z
  .strictObject({ subject: SubjectName, occurred_at, sandbox_id })
  .meta({ id: 'IdentityEnd', example: { subject: 'cookie-8f14e45f' } });
export type UnidentifyInput = z.infer<typeof UnidentifyInput>;
