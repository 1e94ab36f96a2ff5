import { useState } from 'react';
import { createSampleThread } from '../../core/sample.ts';
import { bridge } from '../bridge.ts';
import { newThread } from '../commands/window-actions.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';
import type { Failure } from '../../core/result.ts';

/** The sample shows everything once, in repos of its own; or the person begins with their own work at once. */
export function ThreadStep({ onStarted }: { readonly onStarted: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = async () => {
    setBusy(true);
    const made = await bridge().call('welcome.sample', {});
    const started = made.ok ? await createSampleThread(bridge().call, made.value.repos) : made;
    setBusy(false);
    if (started.ok) onStarted();
    else setFailure(started.error);
  };
  return (
    <>
      <p className="text-sm text-ink-2">
        The sample renames a function over three small repos made for it, checks it and asks you to land it. It takes a
        minute and costs nothing.
      </p>
      <div className="flex gap-2">
        <Button look="primary" disabled={busy} onClick={() => void run()}>
          {busy ? 'Making the repos…' : 'Run the sample'}
        </Button>
        <Button look="quiet" onClick={newThread}>
          Write a thread of my own
        </Button>
      </div>
      {failure && <Problem {...failure} />}
    </>
  );
}
