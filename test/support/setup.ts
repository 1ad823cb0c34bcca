import { afterEach } from 'vitest';
import { sayWaits } from './eventually.ts';

// Once for each test file. What modules that files share register themselves holds for the first file only.
afterEach(({ task }) => {
  if (task.result?.state === 'fail') sayWaits();
});
