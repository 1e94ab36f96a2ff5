import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { dropDraft, useDraft } from '../../window/drafts.ts';

type RejectFormProps = {
  /** Of the ask that is rejected. */
  readonly of: string;
  readonly onReject: (reason: string) => void;
  readonly onCancel: () => void;
};

export function RejectForm({ of, onReject, onCancel }: RejectFormProps) {
  const draft = `reject ${of}`;
  const [reason, setReason] = useDraft(draft);
  const reject = () => {
    dropDraft(draft);
    onReject(reason);
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        reject();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        reject();
      }}
    >
      <TextArea
        autoFocus
        rows={2}
        aria-label="Reason for the agent"
        placeholder="What should it do instead? The agent reads this."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary">
          Reject <Kbd chord="Enter" />
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Back <Kbd chord="Escape" />
        </Button>
      </div>
    </form>
  );
}
