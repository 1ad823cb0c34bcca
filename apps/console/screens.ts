import type { Screen } from './screen.ts';
import { operateScreens } from './screens-operate.ts';
import { partnerScreens } from './screens-partners.ts';
import { usePartnerId } from './session/session.ts';

/** Every screen. A new one is an entry in one of the two lists and a folder in screens/; it is loaded when somebody opens it. */
const screens: readonly Screen[] = [...operateScreens, ...partnerScreens];

const screensFor = (audience: 'company' | 'partner') => screens.filter((each) => each.audience === undefined || each.audience === audience);
const byAudience = { company: screensFor('company'), partner: screensFor('partner') };

/** The screens for whoever is signed in, whether their roles allow them or not. */
export const useScreens = (): readonly Screen[] => byAudience[usePartnerId() === null ? 'company' : 'partner'];
