import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import { progress } from './messages.ts';

/** What a workflow of several steps is at: the answer to the query `progress`, and Temporal UI's *Current Details*. */
export function reportProgress(): (step: string) => void {
  let current = 'starting';
  setHandler(progress, () => current);
  return (step) => {
    current = step;
    setCurrentDetails(step);
  };
}
