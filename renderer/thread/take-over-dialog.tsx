import { Copy, SquareTerminal } from 'lucide-react';
import { useState } from 'react';
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
  const [asked, setAsked] = useState(false);
  const [command, setCommand] = useState<TerminalCommand>();
  if (!thread) return null;
  const take = async () => {
    setAsked(true);
    const taken = await request('threads.takeOver', { thread: id });
    if (taken.ok) setCommand(taken.value);
    setAsked(false);
  };
  const part = { id, number: thread.number, asked, onTake: () => void take() };
  return thread.halt?.kind === 'taken-over' ? <Yours {...part} command={command} /> : <Offer {...part} />;
}

type Of = {
  readonly id: ThreadId;
  readonly number: number;
  /** It is under way. */
  readonly asked: boolean;
  /** Takes over, and learns the command; of a thread that is taken over it learns the command. */
  readonly onTake: () => void;
};

function Offer({ number, asked, onTake }: Of) {
  return (
    <Dialog
      title={`Take over #${String(number)}?`}
      description="The agent stops, and you go on in its session, in your own terminal. Nobody else works in the worktrees until you hand back."
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button autoFocus look="primary" disabled={asked} onClick={onTake}>
            {asked ? 'Stopping the agent…' : 'Take over'}
          </Button>
        </>
      }
    >
      <p className="text-sm text-ink-2">What is not committed is saved as a checkpoint first.</p>
    </Dialog>
  );
}

function Yours({ id, number, asked, onTake, command }: Of & { readonly command: TerminalCommand | undefined }) {
  const [message, setMessage] = useState('');
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
        {asked && <p className="text-sm text-ink-3">Stopping the agent…</p>}
        {!asked && <CommandBlock id={id} line={command && shellLine(command)} onShow={onTake} />}
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

type CommandProps = { readonly id: ThreadId; readonly line: string | undefined; readonly onShow: () => void };

/** Who comes back to a thread that is theirs opens the session, or has the command shown again. */
function CommandBlock({ id, line, onShow }: CommandProps) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      {line !== undefined && (
        <pre
          aria-label="Command"
          className="untrusted hairline max-h-40 overflow-y-auto rounded-control bg-canvas p-3 font-mono text-sm break-all whitespace-pre-wrap select-text"
        >
          {visible(line)}
        </pre>
      )}
      <div className="flex gap-2">
        <Button onClick={() => tell('threads.openTerminal', { thread: id })}>
          <SquareTerminal className="size-3.5" aria-hidden /> Open in terminal
        </Button>
        {line === undefined ? (
          <Button onClick={onShow}>Show the command</Button>
        ) : (
          <Button onClick={() => setCopied(copyText(line))}>
            <Copy className="size-3.5" aria-hidden /> {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </div>
    </div>
  );
}
