import type { Queryable } from '#db/database.ts';

/** Revokes every credential of the partner. The rows stay for references to their ids, but without names, which can be personal data. */
export async function revokeCredentialsOf(
  tx: Queryable,
  partnerId: string,
): Promise<{ api_keys: number; oauth_clients: number; users: number }> {
  const keys = await tx`
    update api_key set revoked_at = coalesce(revoked_at, now()), name = 'erased'
    where partner_id = ${partnerId} and (revoked_at is null or name <> 'erased')`;
  await tx`delete from oauth_client_secret where client_id in (select id from oauth_client where partner_id = ${partnerId})`;
  const clients = await tx`
    update oauth_client set revoked_at = coalesce(revoked_at, now()), name = 'erased', jwks = null, jwks_uri = null,
      certificate_thumbprint = null, certificate_subject = null, updated_at = now(), version = version + 1
    where partner_id = ${partnerId} and (revoked_at is null or name <> 'erased')`;
  await tx`delete from embed_session where partner_id = ${partnerId}`;
  await deleteSsoOf(tx, partnerId);
  return { api_keys: keys.count, oauth_clients: clients.count, users: await eraseUsersOf(tx, partnerId) };
}

/** Nothing refers to them. */
async function deleteSsoOf(tx: Queryable, partnerId: string): Promise<void> {
  const connections = tx`select id from sso_connection where partner_id = ${partnerId}`;
  await tx`delete from scim_member where group_id in (select id from scim_group where connection_id in (${connections}))`;
  for (const table of ['scim_group', 'scim_user', 'sso_attempt', 'sso_used_assertion', 'sso_identity', 'sso_domain']) {
    await tx`delete from ${tx(table)} where connection_id in (${connections})`;
  }
  await tx`delete from sso_connection where partner_id = ${partnerId}`;
}

/** They can no longer sign in, and nothing is left of who they were. */
async function eraseUsersOf(tx: Queryable, partnerId: string): Promise<number> {
  const users = tx`select id from user_account where partner_id = ${partnerId}`;
  await tx`delete from user_link where user_id in (${users})`;
  await tx`
    update user_session set ended_at = coalesce(ended_at, now()), network = '', user_agent = ''
    where user_id in (${users}) and (ended_at is null or network <> '')`;
  const { count } = await tx`
    update user_account set status = 'disabled', email = 'erased', email_key = id, name = 'erased', secret_hash = null, updated_at = now(),
      version = version + 1
    where partner_id = ${partnerId} and (status <> 'disabled' or name <> 'erased')`;
  return count;
}

export async function deleteRateBucketOf(tx: Queryable, partnerId: string): Promise<void> {
  await tx`delete from rate_bucket where partner_id = ${partnerId}`;
}
