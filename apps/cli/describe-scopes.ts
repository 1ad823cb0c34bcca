import { type ApiDocument, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { partnerScopes, type Scope, scopes, scopeTexts } from '#domain/access/scope.ts';
import { table } from './markdown-table.ts';

/** The page about scopes, docs/scopes.md: what each allows, and which routes need it. */
export function describeScopes(document: ApiDocument): string {
  const routes = new Map<string, string[]>();
  for (const { method, path, operation } of operationsOf(document)) {
    for (const scope of operation.security?.flatMap((way) => Object.values(way as Record<string, string[]>).flat()) ?? []) {
      const route = `\`${method.toUpperCase()} ${path.replace('/api/v1', '')}\``;
      routes.set(scope, [...new Set([...(routes.get(scope) ?? []), route])]);
    }
  }
  const rows = (of: readonly Scope[]) =>
    table(
      ['scope', 'allows', 'routes'],
      of.map((scope) => [`\`${scope}\``, scopeTexts[scope], routes.get(scope)?.join(', ') ?? 'none yet']),
    );
  return `${[
    '# Scopes',
    '<!-- Written by `npm run openapi` from domain/access/scope.ts and the routes. -->',
    introduction,
    '## Every credential',
    'Partners and the company can have these. A partner’s credential reaches only that partner’s data, a platform key the data of all.',
    rows(partnerScopes),
    '## Platform keys only',
    'A partner’s credential cannot have these. Its requests to these routes are rejected with 403 `platform_key_required`.',
    rows(scopes.filter((scope) => !partnerScopes.some((known) => known === scope))),
    grant,
  ].join('\n\n')}\n`;
}

const introduction = `A scope is a permission of an API key or an OAuth client. Each route needs one; without it, the response is 403 \`missing_scope\`,
and its \`detail\` names the scope. The paths below are relative to \`/api/v1\`.`;

const grant = `## Grant scopes

- \`POST /api-keys\` and \`POST /oauth-clients\` take \`scopes\`. Give each program only what it needs: a publisher needs
  \`events:write\`, a monitoring job \`webhooks:read\`.
- A credential can grant only the scopes that it has itself. Otherwise the response is 403 \`scope_not_grantable\`.
- A key keeps the scopes that it was created with. A release can add scopes; existing keys do not get them. Create a platform
  key with all scopes on the machine itself: \`npm run partner:seed -- --platform-key\` (compose: \`docker compose exec api node
  apps/cli/partner-seed.ts --platform-key\`), which also creates a partner. Then create the keys that you need with it.
- An access token has the scopes of its client, or those that the token request names (\`scope\`).`;
