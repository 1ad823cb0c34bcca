import { errorCodes, oauthErrorCodes, oauthWords } from '#apps/api/http/error-codes.ts';
import { MAX_ERRORS } from '#domain/errors.ts';
import { fieldErrorCodes, formerCodesOf, isFieldErrorCode } from '#domain/field-error-codes.ts';

/** The error catalogue, docs/errors.md. */
export function describeErrors(): string {
  return `${[
    '# Errors',
    '<!-- Written by `npm run openapi` from apps/api/http/error-codes.ts and domain/field-error-codes.ts. -->',
    introduction,
    '## Problems',
    'A `500` response hides the cause: its code is `internal_error`, and the log contains the cause.',
    problems(errorCodes),
    '## Entries of `errors`',
    entries,
    fieldErrors(),
    '## OAuth',
    'Errors of the routes under `/oauth` have the form of RFC 6749: `{"error":"invalid_client","error_description":"…"}`.',
    problems(oauthErrorCodes),
    'Instead of all other codes, these routes return one of the following:',
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
  "detail": "The request has 1 fault: type is required.",
  "instance": "/api/v1/events",
  "request_id": "0b5fbc24-6d34-4e0c-9a1e-6c7e2b6b2f0d",
  "errors": [
    { "in": "body", "pointer": "/type", "code": "required", "message": "is required", "field": "type" }
  ]
}
\`\`\`

Branch on \`code\`, both of the problem and of each entry of \`errors\`. \`type\` is \`urn:causeway:problem:\` followed by the code. \`title\`, \`detail\`
and \`message\` are for people, and their wording can change. New codes can be added: handle an unknown code by its status.`;

const entries = `An entry describes the error of one value. The results of rows (batches of events and accounts, imports of deals) and
\`POST /deals/validate\` contain the same entries. At most ${MAX_ERRORS} entries are listed; if there are more, \`detail\` contains their number.

| member | description |
|---|---|
| \`in\` | what \`pointer\` refers to: the \`body\`, \`query\`, \`path\` or \`header\` of the request, or \`resource\`, a stored resource that conflicts with the request. It is omitted in results of rows, where \`pointer\` refers to the row |
| \`pointer\` | JSON Pointer (RFC 6901) to the value: \`/customer/website\`, \`/data/items/0/price\`; \`""\` is the whole value. In names, \`~\` is written \`~0\` and \`/\` is written \`~1\` |
| \`code\` | one of the codes below |
| \`message\` | the problem, as a phrase that continues the name of the field |
| \`field\` | deprecated, use \`pointer\`. The dotted path, \`customer.website\`; in a payload or a schema, the pointer |
| \`legacy_code\` | deprecated, use \`code\`. The former code, if it was different before all routes shared one set of codes. A code has several former codes if deals, payloads and other routes had different ones |`;

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
    ['`code`', 'the value', 'former codes'],
    codes.toSorted().map((code) => [`\`${code}\``, fieldErrorCodes[code].meaning, quoted(formerCodesOf(code))]),
  );
}

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}
