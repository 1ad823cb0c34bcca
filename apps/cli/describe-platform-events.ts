import { createSlugger } from '#domain/heading-slug.ts';
import { describePlatformEvents } from '#domain/platform-event-types.ts';
import { table } from './markdown-table.ts';

/** The page about platform events, docs/platform-events.md. */
export function describePlatformEventsPage(): string {
  const types = describePlatformEvents();
  return `${[
    '# Platform events',
    '<!-- Written by `npm run openapi` from domain/platform-event-types.ts. -->',
    introduction,
    setUp,
    '## Types',
    table(
      ['type', 'severity', 'what happened', 'what to do'],
      types.map((type) => [`[\`${type.name}\`](#${slugOf(type.name)})`, type.severity, type.message, type.remedy]),
    ),
    ...types.map(describe),
  ].join('\n\n')}\n`;
}

const introduction = `Causeway tells the company that runs it of every fault that it knows: once, with the reason and what to do. Each fault is an
event of a type that begins with \`causeway.\`, and a line of the log with the same content and the level of its severity. An
event goes to the *platform endpoints*: URLs of the company itself, such as those of a pager or a chat. It is signed, retried,
recorded and replayed like the webhooks of partners ([how to verify one](partner-guide.md#verify-signatures)). Partners see neither these events nor these
endpoints.`;

const setUp = `## Set up

With a platform key that has the scope \`platform_endpoints:write\` ([scopes](scopes.md)), create an endpoint, and store the \`secret\` of the response.
Without \`event_types\` it receives every type. \`causeway.crm.*\` selects all types that begin with \`causeway.crm\`.

\`\`\`sh
api "$API/platform-endpoints" -d '{"url":"https://alerts.company.example/causeway","event_types":["causeway.crm.*","causeway.readiness.*"]}'
api -X POST "$API/platform-endpoints/ep_…/test"
api "$API/platform-endpoints"
api "$API/platform-event-types"                          # every type with its JSON Schema
api "$API/events?type=causeway.readiness.failed"         # what was published; also without any platform endpoint
api "$API/deliveries?partner_id=ptn_platform"            # what was sent
\`\`\`

The [runbook](runbook.md) explains \`api\` and \`API\`. The reserved id \`ptn_platform\` owns the platform endpoints. It is no partner: no
list contains it, and it has no credentials. An event about a failing platform endpoint is published and logged, but not sent to
platform endpoints, because each would cause the next. Watch \`state\` and \`failing_since\` of your platform endpoints, and
\`/health/ready\` from outside: while PostgreSQL is away, events cannot be published, and the log is the
only witness. When it is back, \`causeway.readiness.recovered\` tells what it was, and since when.`;

function describe({ name, remedy, runbook, example }: ReturnType<typeof describePlatformEvents>[number]): string {
  const section = runbook === null ? '' : ` See [${runbook}](runbook.md#${slugOf(runbook)}).`;
  return `### ${name}\n\n${remedy}${section}\n\n\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``;
}

/** The anchor of a heading, if no other heading of the page has the same. */
const slugOf = (heading: string) => createSlugger()(heading);
