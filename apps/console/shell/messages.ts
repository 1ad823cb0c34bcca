import { messages } from '#apps/console/messages/messages.ts';

export const texts = messages({
  skip: 'Skip to the content',
  navigation: 'Screens',
  open: 'Go to …',
  palette: 'Go to a screen, or to any ID',
  paletteHint: 'Type a name, or paste an ID such as dlv_…',
  nothing: 'No screen has this name, and this is no ID that the console knows.',
  openId: (id: string) => `Open ${id}`,
  signOut: 'Sign out',
  you: 'You',
  partnerGroups: { operate: 'Integration', partners: 'Business', company: 'Your company' },
  groups: { operate: 'Operate', partners: 'Partners', company: 'Installation' },
});
