import type { ConnectorErrorKind } from './connector-error.ts';
import type { VendorTokens } from './oauth-vendor.ts';

/** An answer other than 2xx, for the vendor to classify. */
export interface FailedAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  text: string;
  /** Of the text; undefined if it is not JSON. */
  json: unknown;
}

/** What an answer other than 2xx means. The session makes the error: `reason` is foreign text, which it tidies and redacts. */
export interface VendorFailure {
  kind: ConnectorErrorKind;
  reason?: string | undefined;
  code?: string | undefined;
  /** The field of the record that it is about. */
  field?: string | undefined;
  retryAfterMs?: number | undefined;
  missingScopes?: readonly string[] | undefined;
  limitId?: string | undefined;
}

/** What the headers of an answer say about one limit of the manifest. */
export interface LimitReading {
  id: string;
  /** For limits whose keys have a meter each. */
  key?: string;
  max?: number | undefined;
  remaining?: number | undefined;
}

/** How a vendor's HTTP API speaks. Only functions of their arguments. */
export interface VendorProtocol {
  /** Where this account is served. */
  baseUrl(tokens: VendorTokens): string;
  /** Credentials and what every call needs, such as the API version. */
  headers(tokens: VendorTokens): Record<string, string>;
  classify(answer: FailedAnswer): VendorFailure;
  readLimits(headers: Readonly<Record<string, string>>): LimitReading[];
}
