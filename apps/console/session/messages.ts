import { messages } from '#apps/console/messages/messages.ts';

export const texts = messages({
  title: 'Sign in to Causeway',
  email: 'E-mail address',
  password: 'Password',
  submit: 'Sign in',
  working: 'Signing in …',
  provider: 'Sign in with your company',
  noProvider: 'No sign-in of a company is set up for this address. Use your password, or ask an administrator.',
  signOut: 'Sign out',
  over: 'Your session has ended',
  overText: 'Sign in to go on. What you typed is still there.',
  linkTitle: 'Choose a password',
  linkText: 'At least 12 characters. A sentence is fine.',
  newPassword: 'New password',
  choose: 'Set the password and sign in',
  tooShort: 'The password needs at least 12 characters.',
  lost: 'Lost your password? An administrator can make you a one-time link.',
});
