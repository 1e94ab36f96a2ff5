import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { dropDraft, useDraft } from '../../window/drafts.ts';

type EditFormProps = {
  /** Of the ask that is answered. */
  readonly of: string;
  /** What the agent wants to run. */
  readonly command: string;
  readonly onApprove: (command: string) => void;
  readonly onCancel: () => void;
};

/** Another command in the place of the agent's. Enter makes a line, since commands have several: Mod+Enter approves. */
export function EditForm({ of, command: asked, onApprove, onCancel }: EditFormProps) {
  const draft = `edit ${of}`;
  const [command, setCommand] = useDraft(draft, asked);
  const ready = command.trim() !== '' && command !== asked;
  const approve = () => {
    if (!ready) return;
    dropDraft(draft);
    onApprove(command);
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        approve();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        approve();
      }}
    >
      <TextArea
        autoFocus
        rows={Math.min(8, asked.split('\n').length + 1)}
        className="font-mono text-code"
        aria-label="Run this instead"
        spellCheck={false}
        value={command}
        onChange={(event) => setCommand(event.target.value)}
      />
      <p className="text-sm text-ink-3">
        Runs in the place of what the agent asked for, once. The gate judges it as well.
      </p>
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={!ready}>
          Run this instead <Kbd chord="Mod+Enter" />
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Back <Kbd chord="Escape" />
        </Button>
      </div>
    </form>
  );
}
