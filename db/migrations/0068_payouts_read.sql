-- Reading payouts needed `commissions:manage` until now. Keys that have it keep what they could do.
UPDATE api_key SET scopes = array_append(scopes, 'payouts:read')
WHERE 'commissions:manage' = ANY (scopes) AND NOT 'payouts:read' = ANY (scopes) AND revoked_at IS NULL;
