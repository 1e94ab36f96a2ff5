import { useState } from 'react';
import type { EvalPage } from '../../core/evals/page/eval-page.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { request } from '../window/request.ts';
import { go } from '../window/window-state.ts';

type RedRunProps = { readonly run: EvalPage['runs'][number]; readonly onAccepted: () => void };

/** The last suite was not green: where its lesson is, and how to say that things are so from now on. */
export function RedRun({ run, onAccepted }: RedRunProps) {
  const [busy, setBusy] = useState(false);
  const accept = async () => {
    setBusy(true);
    const accepted = await request('evals.accept', { run: run.ended });
    setBusy(false);
    if (accepted.ok) onAccepted();
  };
  return (
    <section
      aria-label="The last suite"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border px-4 py-3"
    >
      <StateMark word="not green" tone="failed" />
      <p className="untrusted min-w-60 flex-1 text-ink-2">
        The last suite ({visible(run.ended)}) was not green. Its trials count for nothing until you accept them as how
        things are.
      </p>
      <Button look="quiet" onClick={() => go({ view: 'lessons' })}>
        See its lessons
      </Button>
      <Button disabled={busy} onClick={() => void accept()}>
        Accept as it is
      </Button>
    </section>
  );
}
