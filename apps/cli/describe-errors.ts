import { errorCodes, oauthErrorCodes, oauthWords } from '#apps/api/http/error-codes.ts';
import { MAX_ERRORS } from '#domain/errors.ts';
import { fieldErrorCodes, formerCodesOf, isFieldErrorCode } from '#domain/field-error-codes.ts';
import { table } from './markdown-table.ts';

/** The error catalogue, docs/errors.md. */
export function describeErrors(): string {
  return `${[
    '# Errors',
    '<!-- Written by `npm run openapi` from apps/api/http/error-codes.ts and domain/field-error-codes.ts. -->',
    introduction,
    '## Problems',
    'A response with status `500` always has the code `internal_error`. The log contains the actual code.',
    problems(errorCodes),
    '## Entries of `errors`',
    entries,
    fieldErrors(),
    '## OAuth',
    'The routes under `/oauth` return errors in the format of RFC 6749: `{"error":"invalid_client","error_description":"…"}`.',
    problems(oauthErrorCodes),
    'Instead of all other codes they return one of these:',
    table(
      ['status', '`error`', 'what to do'],
      Object.entries(oauthWords).map(([code, [statuses, meaning]]) => [statuses, `\`${code}\``, meaning]),
    ),
  ].join('\n\n')}\n`;
}

const introduction = `Every error response is a problem (RFC 9457) with the media type \`application/problem+json\`:

\`\`\`json
{
  "type": "urn:causeway:problem:invalid_request",
  "title": "The request is not valid",
  "status": 400,
  "code": "invalid_request",
  "detail": "The request has 1 error: type is required.",
  "instance": "/api/v1/events",
  "request_id": "0b5fbc24-6d34-4e0c-9a1e-6c7e2b6b2f0d",
  "errors": [
    { "in": "body", "pointer": "/type", "code": "required", "message": "is required", "field": "type" }
  ]
}
\`\`\`

Programs should check only \`code\`, both of the problem and of each entry of \`errors\`. \`type\` is \`urn:causeway:problem:\` followed by the code.
\`title\`, \`detail\` and \`message\` are for people and may change. New codes may be added: handle an unknown code by its status.`;

const entries = `Each entry describes one invalid value. Results of rows (batches of events and accounts, imports of deals) and
\`POST /deals/validate\` contain the same entries. At most ${MAX_ERRORS} entries are listed; if there are more, \`detail\` contains the total.

| member | meaning |
|---|---|
| \`in\` | part that \`pointer\` refers to: \`body\`, \`query\`, \`path\` or \`header\` of the request, or \`resource\` for a conflicting stored value. Absent in results of rows, where \`pointer\` refers to the row |
| \`pointer\` | JSON Pointer (RFC 6901) to the value, such as \`/customer/website\` or \`/data/items/0/price\`; \`""\` refers to the whole. In names, \`~\` is escaped as \`~0\` and \`/\` as \`~1\` |
| \`code\` | one of the codes below |
| \`message\` | explanation for people. It continues the name of the field, such as "is required" |
| \`field\` | deprecated, use \`pointer\`. The dotted path, such as \`customer.website\`; in a payload or a schema, the pointer |
| \`legacy_code\` | deprecated, use \`code\`. The former value of \`code\`, if it was different. Some codes have several former codes, because deals, payloads and other routes used different ones |`;

function problems(codes: typeof errorCodes): string {
  const rows = Object.entries(codes).map(([code, [status, title, remedy]]) => [String(status), `\`${code}\``, title, remedy]);
  return table(
    ['status', '`code`', 'title', 'what to do'],
    rows.toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
  );
}

function fieldErrors(): string {
  const codes = Object.keys(fieldErrorCodes).filter(isFieldErrorCode);
  const quoted = (former: readonly string[]) => former.map((code) => `\`${code}\``).join(', ');
  return table(
    ['`code`', 'meaning', 'former codes'],
    codes.toSorted().map((code) => [`\`${code}\``, fieldErrorCodes[code].meaning, quoted(formerCodesOf(code))]),
  );
}
