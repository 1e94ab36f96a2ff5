import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import type { RepoChange } from '../../core/model/change-set.ts';
import { headsOf, sameHeads } from '../../core/model/change-set.ts';
import type { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { Failure } from '../../core/result.ts';
import { checksPill } from '../../core/views/card.ts';
import { bridge } from '../bridge.ts';
import { useThread } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/field.tsx';
import { Checks } from '../ui/numbers.tsx';
import { closeDialog } from '../window/window-state.ts';
import { LandingRow } from './landing-row.tsx';

export function LandDialog({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  return thread ? <Confirm thread={thread} /> : null;
}

/** Lands exactly what is shown here: the commits are taken when the dialog opens and named in the request. */
function Confirm({ thread }: { readonly thread: Thread }) {
  const [shown] = useState(() => inLandingOrder(thread));
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const heads = headsOf(shown);
  const moved = !sameHeads(heads, headsOf(thread.changes));
  const land = async () => {
    setBusy(true);
    const result = await bridge().call('threads.land', { thread: thread.thread, heads: [...heads] });
    setBusy(false);
    if (result.ok) closeDialog();
    else setFailure(result.error);
  };
  return (
    <Dialog
      wide
      title={`Land #${String(thread.number)} ${thread.title}`}
      description="All repos or none, in this order. If a later push fails, the earlier ones are reverted."
      notice={
        moved ? (
          <Problem
            message="The commits changed while you were looking."
            next="Close this, review the change set again, then land."
          />
        ) : (
          failure && <Problem {...failure} />
        )
      }
      footer={
        <>
          <Checks pill={checksPill(thread)} />
          <span className="flex-1" />
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="primary" disabled={moved || busy} onClick={() => void land()}>
            <GitMerge className="size-3.5" aria-hidden /> Approve and land
          </Button>
        </>
      }
    >
      <ol className="flex flex-col gap-2" aria-label="Repos in landing order">
        {shown.map((change, index) => (
          <LandingRow key={change.repo} change={change} nth={index + 1} />
        ))}
      </ol>
    </Dialog>
  );
}

function inLandingOrder(thread: Thread): readonly RepoChange[] {
  return thread.repos.flatMap((repo) =>
    thread.changes.filter((change) => change.repo === repo && change.head !== change.base),
  );
}
