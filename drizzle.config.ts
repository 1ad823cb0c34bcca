import type { Config } from 'drizzle-kit';

export const config: Config = { dialect: 'postgresql', schema: './db/schema.ts', out: './db/migrations' };
export default config;
