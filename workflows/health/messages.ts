/** One for each environment, `live` or `test`. */
export const watchHealthId = (environment: string) => `watch-health/${environment}`;
