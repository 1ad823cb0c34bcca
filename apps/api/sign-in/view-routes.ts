import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { problems } from '#apps/api/http/errors.ts';
import { actorOf, type Principal } from '#apps/api/http/principal.ts';
import { platformOnly, requireScope } from '#apps/api/http/scopes.ts';
import { findPartnerView, setPartnerView } from '#db/access/partner-view.ts';
import { getUser } from '#db/access/user.ts';
import type { Database } from '#db/database.ts';
import { getPartner } from '#db/partners/partner.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { readSessionCookie } from '#domain/access/session.ts';
import type { SignInDeps } from './sign-in-deps.ts';
import { SignedIn, toSignedIn } from './signed-in.ts';

const tags = ['Sign-in'];
const security = [{ sessionCookie: [] }];

const ViewAsPartner = z
  .strictObject({ partner_id: z.string().max(64) })
  .meta({ id: 'ViewAsPartner', examples: [{ partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab' }] });

/** People of the company look at what a partner sees, and change nothing. */
export function viewRoutes(app: App, { db, directory }: SignInDeps): void {
  async function look(request: FastifyRequest, partnerId: string | null): Promise<z.infer<typeof SignedIn>> {
    const { principal, headers } = request;
    await setPartnerView(db.sql, { sessionId: principal.sessionId ?? '', partnerId }, actorOf(request));
    // Other processes are told. This one is asked again at once.
    directory.sessions.forget(hashApiSecret(readSessionCookie(headers.cookie) ?? ''));
    return signedInAs(db, principal);
  }

  const begin = {
    ...{ operationId: 'viewAsPartner', summary: 'Look as a partner', tags, security },
    description:
      'From now on, requests of this session are answered as those of the partner: only what it may read, and only what your roles let you read as well. ' +
      'Changes are refused. For people of the company with the scope `partners:read`. The audit log has the begin and the end.',
    body: ViewAsPartner,
    response: { 200: SignedIn, ...problems(401, 403, 404) },
  };
  app.post('/view', { schema: begin, onRequest: [platformOnly, requireScope('partners:read')] }, async (request) => {
    const { partner_id: partnerId } = request.body;
    await getPartner(db, partnerId);
    return look(request, partnerId);
  });

  const end = {
    ...{ operationId: 'endPartnerView', summary: 'Stop looking as a partner', tags, security },
    description: 'Requests of this session are yours again. Without a view, it changes nothing.',
    response: { 200: SignedIn, ...problems(401, 403) },
  };
  app.post('/view/end', { schema: end }, async (request) => look(request, null));
}

export async function signedInAs(db: Database, { credentialId, sessionId = '' }: Principal): Promise<z.infer<typeof SignedIn>> {
  const user = await getUser(db, credentialId, undefined);
  return toSignedIn(user, { id: sessionId }, await findPartnerView(db.sql, sessionId));
}
