import { useState } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import { isAlive, sameHarness } from '../../../core/model/run.ts';
import type { HarnessChoice } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useHarnesses } from '../../mirror/harnesses.ts';
import { useThread } from '../../mirror/selectors.ts';
import { HarnessField } from '../../new-thread/fields/harness-field.tsx';
import type { HarnessDraft } from '../../new-thread/fields/harness-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { request } from '../../window/request.ts';
import { closeDialog } from '../../window/window-state.ts';

/** A recipe is work of its own, so it is not offered to go on with somebody else's. */
export function SwitchDialog({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const listed = useHarnesses();
  const [draft, setDraft] = useState<HarnessDraft>({ harness: '', model: '' });
  if (!thread) return null;
  const others = listed?.ok ? listed.value.filter((each) => each.id !== 'recipe') : [];
  const model = draft.model.trim();
  const config: HarnessChoice['config'] = model === '' ? {} : { model };
  const chosen = others.find((each) => each.id === draft.harness);
  const can = chosen?.state === 'ready' && !sameHarness(thread.harness, { id: draft.harness, config });
  const change = async () => {
    const switched = await request('threads.switchHarness', {
      thread: id,
      harness: draft.harness,
      ...(model !== '' && { model }),
    });
    if (switched.ok) closeDialog();
  };
  return (
    <Dialog
      wide
      title={`Give #${String(thread.number)} to another agent`}
      description={
        isAlive(currentRun(thread))
          ? 'The turn under way ends in order. The next goes on in the same worktrees, told what was done and decided; the session of now is kept.'
          : 'The next turn goes on in the same worktrees, told what was done and decided. The session of before is kept.'
      }
      notice={listed && !listed.ok && <Problem {...listed.error} />}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="primary" disabled={!can} onClick={() => void change()}>
            Switch{chosen ? ` to ${visible(chosen.title)}` : ''}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {!listed && <Waiting text="Looking for agents" />}
        <HarnessField
          draft={draft}
          harnesses={others}
          onChange={(changed) => setDraft((before) => ({ ...before, ...changed }))}
        />
      </div>
    </Dialog>
  );
}
