import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import { progress } from './messages.ts';

/** Shows the current step of a workflow in the query `progress` and in Temporal UI's *Current Details*. */
export function reportProgress(): (step: string) => void {
  let current = 'starting';
  setHandler(progress, () => current);
  return (step) => {
    current = step;
    setCurrentDetails(step);
  };
}
