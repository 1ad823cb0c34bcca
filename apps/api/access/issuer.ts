import type { Config } from '#apps/config.ts';

type Named = Pick<Config, 'PUBLIC_URL'>;

export const issuerOf = ({ PUBLIC_URL }: Named) => PUBLIC_URL;
export const tokenEndpointOf = ({ PUBLIC_URL }: Named) => `${PUBLIC_URL}/oauth/token`;
/** The audience of access tokens. It differs from the audience of client assertions, so that neither is accepted as the other. */
export const audienceOf = ({ PUBLIC_URL }: Named) => `${PUBLIC_URL}/api/v1`;
