import { z } from 'zod';
import { exampleUser, toUser, User } from '#apps/api/access/users/user-view.ts';
import type { PartnerView } from '#db/access/partner-view.ts';
import type { UserRow } from '#db/access/user.ts';
import { scopesOf, viewScopes } from '#domain/access/role.ts';
import { scopes } from '#domain/access/scope.ts';

/** Who is signed in, and what they may do. */
export const SignedIn = z
  .object({
    user: User,
    scopes: z
      .array(z.enum(scopes))
      .describe('What the roles of the person allow; while they look as a partner, what of it the partner may read'),
    session_id: z.string(),
    viewing: z
      .object({ partner_id: z.string(), name: z.string() })
      .nullable()
      .describe('The partner as which somebody of the company looks; null otherwise'),
  })
  .meta({
    id: 'SignedIn',
    examples: [
      {
        user: exampleUser,
        scopes: ['partner:read', 'webhooks:read', 'deals:read'],
        session_id: 'ses_01k9v5w0c4r8m1s6q2t7y3z9ab',
        viewing: null,
      },
    ],
  });

export function toSignedIn(user: UserRow, session: { id: string }, view: PartnerView | null = null): z.infer<typeof SignedIn> {
  const own = scopesOf(user.roles);
  return {
    user: toUser(user),
    scopes: view ? viewScopes(own) : own,
    session_id: session.id,
    viewing: view && { partner_id: view.partnerId, name: view.name },
  };
}
