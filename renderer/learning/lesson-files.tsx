import { useState } from 'react';
import type { LessonFile } from '../../core/model/learning/lesson.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';

/** Whole texts by path. */
export type Edits = Readonly<Record<string, string>>;

type LessonFilesProps = {
  readonly files: readonly LessonFile[];
  readonly edits: Edits;
  readonly onEdit: (edits: Edits) => void;
};

/** What would change. Recordings are named only: they are what happened, for a machine to grade. */
export function LessonFiles({ files, edits, onEdit }: LessonFilesProps) {
  const read = files.filter(({ path }) => !path.endsWith('.json'));
  const recordings = files.length - read.length;
  return (
    <div className="flex flex-col gap-2">
      {read.map((file) => (
        <OneFile
          key={file.path}
          file={file}
          text={edits[file.path]}
          onEdit={(text) => onEdit({ ...edits, [file.path]: text })}
        />
      ))}
      {recordings > 0 && <p className="text-sm text-ink-3">with {recordings} recordings that prove it</p>}
    </div>
  );
}

type OneFileProps = {
  readonly file: LessonFile;
  readonly text: string | undefined;
  readonly onEdit: (text: string) => void;
};

function OneFile({ file, text, onEdit }: OneFileProps) {
  const [editing, setEditing] = useState(false);
  const { path, before } = file;
  const now = text ?? file.text;
  return (
    <section aria-label={path} className="overflow-hidden rounded-control border">
      <header className="flex h-8 items-center justify-between gap-3 border-b bg-canvas pr-1 pl-3 text-sm">
        <code className="untrusted min-w-0 flex-1 truncate font-mono text-code">{visible(path)}</code>
        <span className="text-ink-3">{before === null ? 'new' : 'changed'}</span>
        <Button small look="quiet" aria-pressed={editing} onClick={() => setEditing(!editing)}>
          {editing ? 'Done' : 'Edit'}
        </Button>
      </header>
      {editing ? (
        <TextArea
          aria-label={`Text of ${path}`}
          rows={Math.min(20, now.split('\n').length + 1)}
          className="rounded-none border-0 font-mono text-code"
          value={now}
          onChange={(event) => onEdit(event.target.value)}
        />
      ) : (
        <pre
          tabIndex={0}
          className="untrusted max-h-60 overflow-y-auto bg-canvas px-3 py-2 font-mono text-code whitespace-pre-wrap text-ink-2 select-text"
        >
          {visible(before === null ? now : addedTo(before, now))}
        </pre>
      )}
    </section>
  );
}

/** The lines that were not there. */
function addedTo(before: string, now: string): string {
  const known = new Map<string, number>();
  for (const line of before.split('\n')) known.set(line, (known.get(line) ?? 0) + 1);
  const added = now.split('\n').filter((line) => {
    const left = known.get(line) ?? 0;
    known.set(line, left - 1);
    return left <= 0;
  });
  return added.map((line) => `+ ${line}`).join('\n');
}
