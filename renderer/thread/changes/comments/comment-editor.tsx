import { useState } from 'react';
import type { ThreadId } from '../../../../core/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import { dropDraft, keepDraft, useDrafts } from '../../../window/drafts.ts';
import { request } from '../../../window/request.ts';
import { draftOf } from '../lines/line-place.ts';
import type { FilePlace, LinePlace } from '../lines/line-place.ts';

type CommentEditorProps = { readonly thread: ThreadId; readonly file: FilePlace; readonly at: LinePlace };

/** The person's own remark on a line. It is kept with the others until they are sent to the agent together. */
export function CommentEditor({ thread, file, at }: CommentEditorProps) {
  const draft = draftOf(thread, file, at);
  const text = useDrafts(({ texts }) => texts[draft] ?? '');
  const [busy, setBusy] = useState(false);
  const add = async () => {
    if (busy || text.trim() === '') return;
    setBusy(true);
    const added = await request('comments.add', { thread, ...file, ...at, text });
    setBusy(false);
    if (added.ok) dropDraft(draft);
  };
  return (
    <form
      aria-label={`Comment on line ${String(at.line)}`}
      className="flex max-w-180 flex-col gap-2 rounded-card border border-line-strong bg-card p-2"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextArea
        autoFocus={text === ''}
        aria-label="Comment"
        rows={2}
        className="field-sizing-content max-h-60"
        placeholder="What should the agent know or change here?"
        value={text}
        onChange={(event) => keepDraft(draft, event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape' && text.trim() === '') dropDraft(draft);
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div className="flex items-center justify-end gap-2">
        <Button small look="quiet" onClick={() => dropDraft(draft)}>
          Discard
        </Button>
        <Button small type="submit" look="primary" disabled={busy || text.trim() === ''}>
          Keep <Kbd chord="Mod+Enter" />
        </Button>
      </div>
    </form>
  );
}
