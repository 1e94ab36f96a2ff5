import { Copy, SquareTerminal } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { TerminalCommand } from '../../core/contract.ts';
import type { ThreadId } from '../../core/ids.ts';
import { shellLine } from '../../core/views/text/shell-line.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useThread } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { copyText } from '../window/copy.ts';
import { request, tell } from '../window/request.ts';
import { closeDialog } from '../window/window-state.ts';

/** The agent's session in the person's own terminal, and back again. */
export function TakeOverDialog({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  if (!thread) return null;
  return thread.halt?.kind === 'taken-over' ? (
    <Yours id={id} number={thread.number} />
  ) : (
    <Offer id={id} number={thread.number} />
  );
}

type Of = { readonly id: ThreadId; readonly number: number };

function Offer({ id, number }: Of) {
  const [asked, setAsked] = useState(false);
  const take = async () => {
    setAsked(true);
    await request('threads.takeOver', { thread: id });
    setAsked(false);
  };
  return (
    <Dialog
      title={`Take over #${String(number)}?`}
      description="The agent stops, and you go on in its session, in your own terminal. Nobody else works in the worktrees until you hand back."
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button autoFocus look="primary" disabled={asked} onClick={() => void take()}>
            {asked ? 'Stopping the agent…' : 'Take over'}
          </Button>
        </>
      }
    >
      <p className="text-sm text-ink-2">What is not committed is saved as a checkpoint first.</p>
    </Dialog>
  );
}

function Yours({ id, number }: Of) {
  const [command, setCommand] = useState<TerminalCommand>();
  const [message, setMessage] = useState('');
  useEffect(() => {
    void request('threads.takeOver', { thread: id }).then((asked) => asked.ok && setCommand(asked.value));
  }, [id]);
  const handBack = async () => {
    const resumed = await request('threads.resume', { thread: id, message });
    if (resumed.ok) closeDialog();
  };
  return (
    <Dialog
      wide
      title={`#${String(number)} is yours`}
      description="Its agent has stopped. This command opens its session where it has one, else a shell in the worktree."
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Keep it for now
          </Button>
          <Button look="primary" type="submit" form="hand-back">
            Hand back
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {command === undefined ? (
          <p className="text-sm text-ink-3">Stopping the agent…</p>
        ) : (
          <CommandBlock id={id} line={shellLine(command)} />
        )}
        <form
          id="hand-back"
          onSubmit={(event) => {
            event.preventDefault();
            void handBack();
          }}
        >
          <Field
            label="Message to the agent (optional)"
            hint="It is told in any case that you worked here by hand, and to look at what changed. Close your session first."
          >
            {(named) => (
              <TextArea {...named} rows={3} value={message} onChange={(event) => setMessage(event.target.value)} />
            )}
          </Field>
        </form>
      </div>
    </Dialog>
  );
}

function CommandBlock({ id, line }: { readonly id: ThreadId; readonly line: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <pre
        aria-label="Command"
        className="untrusted hairline max-h-40 overflow-y-auto rounded-control bg-canvas p-3 font-mono text-sm break-all whitespace-pre-wrap select-text"
      >
        {visible(line)}
      </pre>
      <div className="flex gap-2">
        <Button onClick={() => tell('threads.openTerminal', { thread: id })}>
          <SquareTerminal className="size-3.5" aria-hidden /> Open in terminal
        </Button>
        <Button onClick={() => setCopied(copyText(line))}>
          <Copy className="size-3.5" aria-hidden /> {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </div>
  );
}
