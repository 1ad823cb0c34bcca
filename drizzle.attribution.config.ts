import type { Config } from 'drizzle-kit';

export const config: Config = { dialect: 'postgresql', schema: './db/attribution/schema.ts', out: './db/attribution/migrations' };
export default config;
