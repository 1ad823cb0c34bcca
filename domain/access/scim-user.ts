import { EmailAddress } from '#domain/email-address.ts';
import { DomainError } from '#domain/errors.ts';
import { inOneLine, isVisible } from '#domain/plain-text.ts';

/** What an identity provider says of a user by SCIM (RFC 7643 §4.1), as far as it is kept. */
export interface ScimUserAttributes {
  userName: string;
  externalId?: string | undefined;
  name?: { formatted?: string; givenName?: string; familyName?: string } | undefined;
  displayName?: string | undefined;
  emails?: { value?: string; primary?: boolean; type?: string; display?: string }[] | undefined;
}

const MAX_TEXT = 300;
const MAX_EMAILS = 20;

/** The user that it means here. Throws `invalid_scim` without an e-mail address, with which people are told apart here. */
export function accountOf({ userName, name, displayName, emails = [] }: ScimUserAttributes): { email: string; name: string } {
  const primary = emails.find((one) => one.primary === true)?.value;
  const candidates = [primary, ...emails.map(({ value }) => value), userName];
  const email = candidates.find((text): text is string => EmailAddress.safeParse(text).success);
  if (email === undefined) throw new DomainError('invalid_scim', 'userName or one of emails must be an e-mail address');
  const parts = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  const named = [displayName, name?.formatted, parts, userName].map((text) =>
    inOneLine(text ?? '')
      .slice(0, 200)
      .toWellFormed(),
  );
  return { email, name: named.find(isVisible) ?? email };
}

/** Bounds before anything is stored. */
export function boundedAttributes({ userName, externalId, name, displayName, emails }: ScimUserAttributes): ScimUserAttributes {
  const texts = [userName, externalId, displayName, ...Object.values(name ?? {}), ...(emails ?? []).flatMap((one) => Object.values(one))];
  if (texts.some((text) => typeof text === 'string' && (text.length > MAX_TEXT || text.includes('\0') || !text.isWellFormed()))) {
    throw new DomainError('invalid_scim', `Each text must have at most ${MAX_TEXT} characters, and none that cannot be stored`);
  }
  if (!isVisible(userName)) throw new DomainError('invalid_scim', 'userName must contain a visible character');
  if ((emails?.length ?? 0) > MAX_EMAILS) throw new DomainError('invalid_scim', `A user can have ${MAX_EMAILS} emails at most`);
  return { userName, externalId, name, displayName, emails };
}

const MAX_MEMBERS = 20_000;

/** The same for a group. Members are users: groups in groups are for the provider to resolve. */
export function boundedGroup({
  displayName,
  externalId,
  members = [],
}: {
  displayName: string;
  externalId?: string;
  members?: { value?: string }[];
}) {
  if ([displayName, externalId ?? ''].some((text) => text.length > MAX_TEXT || text.includes('\0') || !text.isWellFormed())) {
    throw new DomainError('invalid_scim', `Each text must have at most ${MAX_TEXT} characters, and none that cannot be stored`);
  }
  if (!isVisible(displayName)) throw new DomainError('invalid_scim', 'displayName must contain a visible character');
  if (members.length > MAX_MEMBERS) throw new DomainError('invalid_scim', `A group can have ${MAX_MEMBERS} members at most`);
  return { displayName, externalId, memberIds: members.flatMap(({ value }) => value ?? []) };
}
