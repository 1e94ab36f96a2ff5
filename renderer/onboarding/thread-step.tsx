import { newThread } from '../commands/window-actions.ts';
import { Button } from '../ui/button.tsx';
import { RunSample } from './run-sample.tsx';

/** The sample first; or the person begins with their own work at once. */
export function ThreadStep({ onStarted }: { readonly onStarted: () => void }) {
  return (
    <>
      <RunSample onStarted={onStarted} />
      <Button look="quiet" className="-ml-3 self-start" onClick={newThread}>
        Write a thread of my own instead
      </Button>
    </>
  );
}
