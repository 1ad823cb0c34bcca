import { messages } from '#apps/console/messages/messages.ts';

export const texts = messages({
  title: 'Event catalogue',
  name: 'Event type',
  description: 'What happened',
  version: 'Version',
  changed: 'Changed',
  deprecated: 'Deprecated',
  current: 'In use',
  state: 'State',
  versions: 'Versions',
  versionOf: (version: number) => `Version ${version}`,
  since: 'Since',
  example: 'Example',
  noExample: 'There is no example of this version.',
  schema: 'Schema of the data',
  converted: 'Endpoints that ask for this version get newer events converted to it.',
  nothing: 'There are no event types yet',
  nothingText: 'What is published has a type. Its versions, schema and examples are here.',
});
