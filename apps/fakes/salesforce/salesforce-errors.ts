import { Refused, type VendorAnswer } from '#apps/fakes/vendor-server.ts';

export interface SalesforceError {
  code: string;
  message: string;
  fields?: string[];
}

/** An error of one record: the whole answer of a single call, an entry in the answer of many. */
export class RecordError extends Error {
  readonly status: number;
  readonly error: SalesforceError;

  constructor(code: string, message: string, fields: string[] = [], status = 400) {
    super(message);
    this.status = status;
    this.error = { code, message, fields };
  }
}

export const errorAnswer = (status: number, code: string, message: string, fields?: string[]): VendorAnswer => ({
  status,
  body: [{ message, errorCode: code, ...(fields?.length ? { fields } : {}) }],
});

export const refuse = (...error: Parameters<typeof errorAnswer>) => new Refused(errorAnswer(...error));

/** As it stands in the answers of collections. */
export const toResultError = ({ code, message, fields = [] }: SalesforceError) => ({ statusCode: code, message, fields });

export const notFound = () => errorAnswer(404, 'NOT_FOUND', 'The requested resource does not exist');
export const invalidSession = () => errorAnswer(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
export const limitExceeded = (message = 'TotalRequests Limit exceeded.') => errorAnswer(403, 'REQUEST_LIMIT_EXCEEDED', message);
