import type { ThreadId } from '../../core/ids.ts';
import { currentLanding } from '../../core/model/thread.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useThread } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { dropDraft, useDraft } from '../window/drafts.ts';
import { request } from '../window/request.ts';
import { closeDialog, go } from '../window/window-state.ts';

const KILLS =
  'Its process and everything it started end at once. The worktrees and what is not committed stay as they are.';
const CALLS_OFF = 'Nothing of it was pushed yet. Its checks end at once, and it is back in review.';

export function KillDialog({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  if (!thread) return null;
  const landing = currentLanding(thread);
  const lands = landing !== undefined && !landing.ended;
  const kill = async () => {
    const killed = await request('threads.halt', { thread: id, halt: 'killed' });
    if (killed.ok) closeDialog();
  };
  return (
    <Dialog
      title={
        lands ? `Call off the landing of #${String(thread.number)}?` : `Kill the run of #${String(thread.number)}?`
      }
      description={lands ? CALLS_OFF : KILLS}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button autoFocus look="danger" onClick={() => void kill()}>
            {lands ? 'Call it off' : 'Kill the run'}
          </Button>
        </>
      }
    >
      <p className="untrusted text-ink-2">{visible(thread.title)}</p>
    </Dialog>
  );
}

export function DropDialog({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const draft = `drop ${id}`;
  const [reason, setReason] = useDraft(draft);
  if (!thread) return null;
  const drop = async () => {
    const dropped = await request('threads.drop', { thread: id, reason });
    if (!dropped.ok) return;
    dropDraft(draft);
    closeDialog();
    go({ view: 'board' });
  };
  return (
    <Dialog
      title={`Drop #${String(thread.number)}?`}
      description="It leaves the board and nothing of it lands. Its branches stay in your clones."
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="danger" type="submit" form="drop">
            Drop the thread
          </Button>
        </>
      }
    >
      <p className="untrusted pb-4 text-ink-2">{visible(thread.title)}</p>
      <form
        id="drop"
        onSubmit={(event) => {
          event.preventDefault();
          void drop();
        }}
      >
        <Field label="Reason" hint="Kept with the thread.">
          {(named) => (
            <TextInput {...named} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
