import { useState } from 'react';
import type { Failure } from '../../core/result.ts';
import { createSampleThread } from '../../core/sample.ts';
import { bridge } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';

/** The sample shows everything once, in repos of its own. */
export function RunSample({ onStarted }: { readonly onStarted: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const run = async () => {
    setBusy(true);
    setFailure(undefined);
    const made = await bridge().call('welcome.sample', {});
    const started = made.ok ? await createSampleThread(bridge().call, made.value.repos) : made;
    setBusy(false);
    if (started.ok) onStarted();
    else setFailure(started.error);
  };
  return (
    <>
      <p className="text-sm text-pretty text-ink-2">
        The sample renames a function over three small repos made for it, checks it and asks you to land it. It takes a
        minute and costs nothing.
      </p>
      <Button look="primary" disabled={busy} className="self-start" onClick={() => void run()}>
        {busy ? 'Making the repos…' : 'Run the sample'}
      </Button>
      {failure && <Problem {...failure} />}
    </>
  );
}
