/** What the company registered at the vendor, or got from it. Stored encrypted with the connection. */
export type VendorClient =
  | { method: 'oauth' | 'client_credentials'; clientId: string; clientSecret: string; loginUrl?: string | undefined }
  | { method: 'jwt_bearer'; clientId: string; privateKey: string; username: string; loginUrl?: string | undefined }
  | { method: 'token'; token: string; accountId?: string | undefined };

/** The credentials of calls. Stored encrypted with the connection. */
export interface VendorTokens {
  accessToken: string;
  refreshToken?: string | undefined;
  /** ISO 8601. Absent if the vendor does not tell, or the token does not expire. */
  expiresAt?: string | undefined;
  /** Absent if the vendor does not tell. */
  scopes?: readonly string[] | undefined;
  /** Where the vendor serves this account, if it says so with the token. */
  instanceUrl?: string | undefined;
  accountId?: string | undefined;
}

/** A form to post at the vendor. `oauth-http.ts` sends it, once. */
export interface TokenRequest {
  url: string;
  form: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
}

interface Consent {
  redirectUri: string;
  state: string;
  /** PKCE, S256. */
  codeChallenge: string;
  scopes: readonly string[];
}

/** How a vendor issues credentials. Only data: nothing here sends. A method that the vendor lacks is null. */
export interface OauthVendor {
  /** Where an administrator of the vendor's account consents. */
  authorizeUrl: ((client: VendorClient, consent: Consent) => URL) | null;
  exchange: ((client: VendorClient, grant: { code: string; codeVerifier: string; redirectUri: string }) => TokenRequest) | null;
  /** New tokens without a person: from the refresh token, or by proving the client again. Null if these tokens cannot be renewed. */
  renew(client: VendorClient, tokens: VendorTokens | null, now: Date): TokenRequest | null;
  revoke(client: VendorClient, tokens: VendorTokens): TokenRequest | null;
  /** Throws ConnectorError `malformed`. What the answer omits, such as the refresh token, the caller keeps. */
  readTokens(answer: unknown, now: Date): VendorTokens;
}
