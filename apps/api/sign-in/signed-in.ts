import { z } from 'zod';
import { exampleUser, toUser, User } from '#apps/api/access/users/user-view.ts';
import type { UserRow } from '#db/access/user.ts';
import { scopesOf } from '#domain/access/role.ts';
import { scopes } from '#domain/access/scope.ts';

/** Who is signed in, and what they may do. */
export const SignedIn = z
  .object({
    user: User,
    scopes: z.array(z.enum(scopes)).describe('What the roles of the person allow'),
    session_id: z.string(),
  })
  .meta({
    id: 'SignedIn',
    examples: [
      { user: exampleUser, scopes: ['partner:read', 'webhooks:read', 'deals:read'], session_id: 'ses_01k9v5w0c4r8m1s6q2t7y3z9ab' },
    ],
  });

export function toSignedIn(user: UserRow, session: { id: string }): z.infer<typeof SignedIn> {
  return { user: toUser(user), scopes: scopesOf(user.roles), session_id: session.id };
}
