import type { CrmOpportunity } from '#connectors/crm/crm-writer.ts';

/** An open one; `fields` replaces what a test is about. */
export function anOpportunity(fields: Partial<CrmOpportunity> = {}): CrmOpportunity {
  return {
    dealId: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d',
    partner: { id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab', name: 'Acme' },
    companyName: 'Brightwell Analytics GmbH',
    website: 'https://brightwell-analytics.example',
    title: 'Data platform for the Vienna office',
    stage: 'qualified',
    status: 'open',
    lostReason: null,
    value: { amount: '48000.00', currency: 'EUR' },
    closeDate: '2027-03-31',
    protectedUntil: new Date('2027-06-01T00:00:00Z'),
    ...fields,
  };
}
