import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { SessionRow } from '#db/access/user-session.ts';
import type { UserRow } from '#db/access/user.ts';
import { type RoleName, roleNames, roleTexts } from '#domain/access/role.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';

export const UserParams = z.object({ id: z.string().describe('ID of the user (`usr_…`)') });

const RoleNames = z
  .array(z.enum(roleNames))
  .min(1)
  .max(roleNames.length)
  .describe(
    Object.entries(roleTexts)
      .map(([role, text]) => `\`${role}\`: ${text}`)
      .join('. '),
  );
const Name = FilledText(200).describe('The name of the person, as the audit log and colleagues read it');

export const CreateUser = z
  .strictObject({
    email: EmailAddress.describe('With it the person signs in'),
    name: Name,
    roles: RoleNames,
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe(
        'The company of the person. With a platform key: the partner, or omitted for a person of your own company. With a partner credential: always your own partner',
      ),
  })
  .meta({ id: 'CreateUser', examples: [{ email: 'ada@acme.example', name: 'Ada Lovelace', roles: ['partner_developer'] }] });

export const UpdateUser = z
  .strictObject({ name: Name.optional(), roles: RoleNames.optional(), status: z.enum(['active', 'disabled']).optional() })
  .meta({ id: 'UpdateUser', examples: [{ status: 'disabled' }] });

export const exampleUser = {
  id: 'usr_01k9v5w0c4r8m1s6q2t7y3z9ab',
  partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
  email: 'ada@acme.example',
  name: 'Ada Lovelace',
  roles: ['partner_developer' as const],
  status: 'active' as const,
  has_password: false,
  created_by: 'key_01k9v5w0c4r8m1s6q2t7y3z8zz',
  created_at: '2026-03-01T09:30:00.000Z',
  updated_at: '2026-03-01T09:30:00.000Z',
  last_sign_in_at: null,
};

export const User = z
  .object({
    id: z.string(),
    partner_id: z.string().nullable().describe('The company of the person. Null for your own company'),
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roleNames)),
    status: z.enum(['active', 'disabled']),
    has_password: z.boolean().describe('False until the person has used a one-time link'),
    created_by: z.string(),
    created_at: Timestamp,
    updated_at: Timestamp,
    last_sign_in_at: Timestamp.nullable(),
  })
  .meta({ id: 'User', examples: [exampleUser] });
export const UserList = listOf(User).meta({ id: 'UserList' });

export function toUser(row: UserRow): z.infer<typeof User> {
  return {
    id: row.id,
    partner_id: row.partnerId,
    email: row.email,
    name: row.name,
    // A later release may know more.
    roles: row.roles.filter((role): role is RoleName => roleNames.some((known) => known === role)),
    status: row.status,
    has_password: row.secretHash !== null,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    last_sign_in_at: row.lastSignInAt?.toISOString() ?? null,
  };
}

export const SignInLink = z
  .object({
    url: z.string().describe('Opens the page where the person chooses a password. It works once, and is returned only here'),
    expires_at: Timestamp,
  })
  .meta({
    id: 'SignInLink',
    examples: [{ url: 'https://causeway.example.com/console/sign-in#link=4yT…', expires_at: '2026-03-04T09:30:00.000Z' }],
  });

export const Session = z
  .object({
    id: z.string(),
    network: z.string().describe('Network that it was begun from: an IPv4 address, or the first half of an IPv6 address'),
    user_agent: z.string().describe('The browser, as it called itself'),
    created_at: Timestamp,
    last_seen_at: Timestamp.describe('Time of its last request, to the minute'),
    expires_at: Timestamp.describe('It ends at this time, or after 30 minutes without a request'),
  })
  .meta({
    id: 'Session',
    examples: [
      {
        id: 'ses_01k9v5w0c4r8m1s6q2t7y3z9ab',
        network: '192.0.2.43',
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        created_at: '2026-03-01T09:30:00.000Z',
        last_seen_at: '2026-03-01T09:41:00.000Z',
        expires_at: '2026-03-01T17:30:00.000Z',
      },
    ],
  });
export const SessionList = listOf(Session).meta({ id: 'SessionList' });

export function toSession(row: SessionRow): z.infer<typeof Session> {
  return {
    id: row.id,
    network: row.network,
    user_agent: row.userAgent,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}

export const Ended = z
  .object({ ended: z.int().describe('How many sessions ended') })
  .meta({ id: 'EndedSessions', examples: [{ ended: 2 }] });
