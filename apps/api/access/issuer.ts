import type { Config } from '#apps/config.ts';

type Named = Pick<Config, 'PUBLIC_URL'>;

export const issuerOf = ({ PUBLIC_URL }: Named) => PUBLIC_URL;
export const tokenEndpointOf = ({ PUBLIC_URL }: Named) => `${PUBLIC_URL}/oauth/token`;
/** Of access tokens: another one than of assertions, so that neither passes for the other. */
export const audienceOf = ({ PUBLIC_URL }: Named) => `${PUBLIC_URL}/api/v1`;
