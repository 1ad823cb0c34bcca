import { messages } from '#apps/console/messages/messages.ts';

export const texts = messages({
  skip: 'Skip to the content',
  navigation: 'Screens',
  open: 'Go to …',
  palette: 'Go to a screen, or to any ID',
  paletteHint: 'Type a name, or paste an ID such as dlv_…',
  nothing: 'No screen has this name, and this is no ID that the console knows.',
  openId: (id: string) => `Open ${id}`,
  viewingTitle: 'You look as a partner',
  viewing: (partner: string) => `You look as ${partner}: what it sees, as far as your roles let you read it. You cannot change anything.`,
  endView: 'End the view',
  signOut: 'Sign out',
  you: 'You',
  partnerGroups: { operate: 'Integration', partners: 'Business', company: 'Your company' },
  groups: { operate: 'Operate', partners: 'Partners', company: 'Installation' },
});
