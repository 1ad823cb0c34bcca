import type { Schema } from '#apps/console/api/schema.ts';

type Role = Schema<'UserRole'>;

const companyRoles: readonly Role[] = ['administrator', 'operator', 'partner_manager', 'finance', 'read_only'];
const partnerRoles: readonly Role[] = ['partner_admin', 'partner_developer', 'partner_sales', 'partner_finance'];

export const rolesOf = (isOfPartner: boolean): readonly Role[] => (isOfPartner ? partnerRoles : companyRoles);
