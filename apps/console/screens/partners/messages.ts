import type { Schema } from '#apps/console/api/schema.ts';
import { messages } from '#apps/console/messages/messages.ts';

const statuses: Record<Schema<'PartnerStatus'>, string> = {
  pending: 'Pending',
  active: 'Active',
  suspended: 'Suspended',
  deleted: 'Deleted',
};
const tiers: Record<Schema<'PartnerTier'>, string> = { sandbox: 'Sandbox', standard: 'Standard', enterprise: 'Enterprise' };

export const texts = messages({
  title: 'Partners',
  statuses,
  tiers,
  name: 'Name',
  nameBegins: 'Name contains',
  status: 'Status',
  tier: 'Tier',
  created: 'Created',
  changed: 'Last changed',
  programme: 'Programme',
  zone: 'Time zone',
  limit: 'Requests a minute',
  contacts: 'Contacts',
  why: 'Reason',
  nothing: 'There are no partners yet',
  nothingText: 'A partner is created with POST /partners, or as a sandbox with POST /sandboxes.',
  view: 'Look as this partner',
  suspend: 'Suspend …',
  suspendTitle: 'Suspend the partner',
  suspendText: 'Its requests are refused and its deliveries are held until it is active again. People of the partner read the reason.',
  suspendNow: 'Suspend',
  activate: 'Activate',
  keep: 'Leave it',
  deliveries: 'Its deliveries',
  endpoints: 'Its endpoints',
  roi: 'Its ROI',
  commissions: 'Its commissions',
  people: 'Its people',
  health: 'Its health',
  audit: 'Its audit log',
});
