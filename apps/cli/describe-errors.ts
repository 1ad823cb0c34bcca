import { errorCodes, oauthErrorCodes, oauthWords } from '#apps/api/http/error-codes.ts';
import { MAX_ERRORS } from '#domain/errors.ts';
import { fieldErrorCodes, formerCodesOf, isFieldErrorCode } from '#domain/field-error-codes.ts';

/** The catalogue of errors, docs/errors.md. */
export function describeErrors(): string {
  return `${[
    '# Errors',
    '<!-- Written by `npm run openapi` from apps/api/http/error-codes.ts and domain/field-error-codes.ts. -->',
    introduction,
    '## Problems',
    'A `500` hides what is wrong from the caller: the log has its code, the answer says `internal_error`.',
    problems(errorCodes),
    '## Entries of `errors`',
    entries,
    fieldErrors(),
    '## OAuth',
    'The routes under `/oauth` answer in the form of RFC 6749, `{"error":"invalid_client","error_description":"…"}`.',
    problems(oauthErrorCodes),
    'In place of all other codes they send one of these:',
    table(
      ['status', '`error`', 'what to do'],
      Object.entries(oauthWords).map(([code, [statuses, meaning]]) => [statuses, `\`${code}\``, meaning]),
    ),
  ].join('\n\n')}\n`;
}

const introduction = `Every refusal is a problem (RFC 9457) of the media type \`application/problem+json\`:

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

Branch on \`code\`, of the problem and of each entry of \`errors\`. \`type\` is \`urn:causeway:problem:\` and the code. \`title\`, \`detail\` and
\`message\` are for people and may change. New codes may be added: treat one that you do not know by its status.`;

const entries = `An entry says what is wrong with one value. Results of rows (batches of events and accounts, imports of deals) and
\`POST /deals/validate\` have the same entries. At most ${MAX_ERRORS} are listed; where there are more, \`detail\` says how many.

| member | what |
|---|---|
| \`in\` | what \`pointer\` goes into: \`body\`, \`query\`, \`path\` or \`header\` of the request, or \`resource\`: what is stored and stands in the way. It is missing in results of rows, where \`pointer\` goes into the row |
| \`pointer\` | JSON Pointer (RFC 6901) to the value: \`/customer/website\`, \`/data/items/0/price\`; \`""\` is the whole. In a name \`~\` is \`~0\` and \`/\` is \`~1\` |
| \`code\` | one of the codes below |
| \`message\` | what to do, in words that read on from the name of the field |
| \`field\` | deprecated, use \`pointer\`: the dotted path, \`customer.website\`. In a payload or a schema it is the pointer |
| \`legacy_code\` | deprecated, use \`code\`: what \`code\` was before all entries had one vocabulary, where it was another. One code has several former codes where deals, payloads and other routes had their own |`;

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
