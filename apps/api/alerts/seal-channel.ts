import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { channelContext } from '#db/alerts/alert-channel.ts';
import { type ChannelSettings, type ChannelWithSecrets, checkChannel, splitChannel } from '#domain/alerts/channel.ts';
import { within } from '#domain/field-error.ts';

/** What is stored of a channel. Throws what no single field of it tells. */
export function sealChannel(
  { secretBox }: Pick<ApiDeps, 'secretBox'>,
  id: string,
  channel: ChannelWithSecrets,
): { settings: ChannelSettings; secretsSealed: string } {
  const errors = checkChannel(channel);
  if (errors.length > 0) throw invalidRequest(errors.map((error) => within(['settings'], error)));
  const { settings, secrets } = splitChannel(channel);
  return { settings, secretsSealed: secretBox.seal(JSON.stringify(secrets), channelContext(id)) };
}
