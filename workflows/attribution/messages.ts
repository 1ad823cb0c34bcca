/** One for each environment, `live` or `test`. */
export const maintainAttributionId = (environment: string) => `attribution/${environment}`;
export const recomputeAttributionId = (version: number) => `recompute-attribution/${version}`;
