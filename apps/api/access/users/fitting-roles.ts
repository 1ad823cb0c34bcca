import { invalidRequest } from '#apps/api/http/errors.ts';
import { type RoleName, rolesOf } from '#domain/access/role.ts';
import { fieldError } from '#domain/field-error.ts';

/** People of the company have other roles than people of partners. Each list of roles comes with the field that names it. */
export function assertFitting(
  named: readonly (readonly [field: string, roles: readonly RoleName[]])[],
  partnerId: string | undefined,
): void {
  const fitting = rolesOf(partnerId === undefined ? 'platform' : 'partner');
  const whose = partnerId === undefined ? 'your own company' : 'a partner';
  const errors = named.flatMap(([field, roles]) =>
    roles
      .filter((role) => !fitting.includes(role))
      .map((role) => fieldError([field], 'invalid_value', `${role} is no role of people of ${whose}. These are: ${fitting.join(', ')}`)),
  );
  if (errors.length > 0) throw invalidRequest(errors);
}
