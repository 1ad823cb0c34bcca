import { formatLocale } from '#apps/console/messages/locale.ts';
import { usePreference } from '#apps/console/shell/preferences.ts';
import { texts } from './messages.ts';

const format = { dateStyle: 'medium', timeStyle: 'medium' } as const;
const local = new Intl.DateTimeFormat(formatLocale, format);
const utc = new Intl.DateTimeFormat(formatLocale, { ...format, timeZone: 'UTC' });

/** An instant of the API as people read it, in their own zone; the other zone is shown on hover. */
export function Time({ at }: { at: string | null | undefined }) {
  const [zone] = usePreference('zone');
  if (!at) return <>{texts.none}</>;
  const date = new Date(at);
  const [here, there] = [local.format(date), `${utc.format(date)} UTC`];
  return (
    <time dateTime={at} title={zone === 'utc' ? here : there}>
      {zone === 'utc' ? there : here}
    </time>
  );
}
