/** `pseudo` is English in other letters and a third longer: what a screen shows untranslated, or cuts off, is seen at once. */
type Locale = 'en' | 'pseudo';

const STORED = 'causeway.locale';

export const locale: Locale = readLocale();

function readLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('locale') ?? localStorage.getItem(STORED);
  return asked === 'pseudo' ? 'pseudo' : 'en';
}

/** For `Intl`: how people here write times and numbers, in the language of the messages. */
export const formatLocale = navigator.languages.find((tag) => tag.startsWith('en')) ?? 'en-GB';
