import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import { headsOf } from '../../core/model/change-set.ts';
import type { Thread } from '../../core/model/thread.ts';
import { readyToLand } from '../../core/radar/ready-to-land.ts';
import type { Failure } from '../../core/result.ts';
import { counted } from '../../core/views/text/counted.ts';
import { visible } from '../../core/views/text/visible.ts';
import { bridge } from '../bridge.ts';
import { useMirror } from '../mirror/mirror.ts';
import { RepoChip } from '../ui/chip.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/field.tsx';
import { closeDialog } from '../window/window-state.ts';
import { chooseNone } from './chosen.ts';

/** Lands exactly what is shown here, in the order that is shown: both are taken when the dialog opens. */
export function LandTogetherDialog({ ids }: { readonly ids: readonly ThreadId[] }) {
  const [{ order, held }] = useState(() => inOrder(ids));
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const land = async () => {
    setBusy(true);
    const threads = order.map(({ thread }) => ({ thread: thread.thread, heads: [...headsOf(thread.changes)] }));
    const begun = await bridge().call('threads.landTogether', { threads });
    setBusy(false);
    if (!begun.ok) return setFailure(begun.error);
    chooseNone();
    closeDialog();
  };
  return (
    <Dialog
      wide
      title={`Land ${counted(order.length, 'thread')} together`}
      description="All of them are tried as a whole first. If that is red, nothing is pushed; else they land one after the other."
      notice={failure && <Problem {...failure} />}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="primary" disabled={order.length < 2 || busy} onClick={() => void land()}>
            <GitMerge className="size-3.5" aria-hidden /> Approve and land together
          </Button>
        </>
      }
    >
      <ol className="flex flex-col gap-2" aria-label="Threads in landing order">
        {order.map(({ thread, reason }, index) => (
          <Row key={thread.thread} thread={thread} reason={reason} nth={index + 1} />
        ))}
      </ol>
      {held.map(({ thread, reason }) => (
        <p key={thread.thread} className="untrusted pt-3 text-sm text-needs-you">
          #{thread.number} {visible(thread.title)} does not land: it {reason}
        </p>
      ))}
    </Dialog>
  );
}

/** The threads as they stand now, with why each stands where it does. */
function inOrder(ids: readonly ThreadId[]) {
  const { factory, radar } = useMirror.getState();
  const { threads } = factory;
  const known = (name: ThreadId, reason: string) => {
    const thread = threads.get(name);
    return thread ? [{ thread, reason }] : [];
  };
  const { order, held } = readyToLand(
    factory,
    radar,
    ids.flatMap((id) => threads.get(id) ?? []),
  );
  return {
    order: order.flatMap(({ name, reason }) => known(name, reason)),
    held: held.flatMap(({ name, reason }) => known(name, reason)),
  };
}

type RowProps = { readonly thread: Thread; readonly reason: string; readonly nth: number };

function Row({ thread, reason, nth }: RowProps) {
  return (
    <li className="flex items-start gap-3 rounded-card border bg-card p-3">
      <span className="grid size-5 place-items-center rounded-full bg-selected text-sm text-ink-2">{nth}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="untrusted font-medium">
          <span className="font-normal text-ink-3">#{thread.number}</span> {visible(thread.title)}
        </p>
        <p className="text-sm text-ink-3">{reason}</p>
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-3">
          {headsOf(thread.changes).map(({ repo, commit }) => (
            <span key={repo} className="flex items-center gap-1">
              <RepoChip id={repo} />
              <code className="font-mono select-text" title={commit}>
                {commit.slice(0, 12)}
              </code>
            </span>
          ))}
        </p>
      </div>
    </li>
  );
}
