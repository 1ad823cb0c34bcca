export function createDealCrmActivities(_deps: object) {
  return { writeDealToCrm: async (_dealId: string): Promise<'written' | 'current' | 'refused' | 'unconfigured'> => 'unconfigured' };
}
