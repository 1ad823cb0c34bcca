/**
 * What stands for a connection where a sync keeps Causeway's own deals in step with a CRM: there is nothing to connect to. Always side B,
 * and of one sync only, so that a deal has one opportunity.
 */
export const ownDeals = 'deals';

/** The name of its vendor: this installation. */
export const OWN_VENDOR = 'causeway';
