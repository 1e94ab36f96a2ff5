import { useState } from 'react';
import type { Lesson } from '../../core/model/learning/lesson.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { Fact, Facts } from '../ui/section.tsx';
import { request } from '../window/request.ts';
import { LessonFiles } from './lesson-files.tsx';
import type { Edits } from './lesson-files.tsx';
import { Proof } from './proof.tsx';
import { rungWords } from './words.ts';

/** One lesson that waits: why, what would change, what a machine saw, and the answers there are. */
export function LessonCard({ lesson }: { readonly lesson: Lesson }) {
  const [edits, setEdits] = useState<Edits>({});
  const [rejecting, setRejecting] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, title, why, rung, goal, files, proof } = lesson;
  const edited = Object.keys(edits).length > 0;
  const texts = Object.entries(edits).map(([path, text]) => ({ path, text }));
  const ask = async (name: 'lessons.accept' | 'lessons.prove') => {
    setBusy(true);
    await request(name, { lesson: id, ...(edited && { edits: texts }) });
    setBusy(false);
  };
  return (
    <li className="flex flex-col gap-3 rounded-card border bg-card p-4 shadow-card" aria-label={visible(title)}>
      <header className="flex items-start gap-3">
        <h3 className="untrusted min-w-0 flex-1 font-medium wrap-anywhere">{visible(title)}</h3>
        <span className="text-sm whitespace-nowrap text-ink-3">{rungWords[rung]}</span>
      </header>
      <p className="untrusted text-pretty text-ink-2">{visible(why)}</p>
      <Samples lesson={lesson} />
      {goal !== undefined && <p className="untrusted text-sm whitespace-pre-wrap text-ink-2">{visible(goal)}</p>}
      <LessonFiles files={files} edits={edits} onEdit={setEdits} />
      <Proof proof={edited ? undefined : proof} edited={edited} />
      <Cost lesson={lesson} />
      {rejecting ? (
        <Rejecting id={id} onCancel={() => setRejecting(false)} />
      ) : (
        <footer className="flex flex-wrap gap-2 pt-1">
          <Button
            look="primary"
            disabled={busy || (!edited && !proof?.passed)}
            onClick={() => void ask('lessons.accept')}
          >
            Accept
          </Button>
          <Button look="quiet" disabled={busy} onClick={() => setRejecting(true)}>
            Reject…
          </Button>
          <Button look="quiet" disabled={busy} onClick={() => void ask('lessons.prove')}>
            {busy ? 'Trying it out…' : 'Try it out again'}
          </Button>
        </footer>
      )}
    </li>
  );
}

function Samples({ lesson: { incidents, count } }: { readonly lesson: Lesson }) {
  const shown = incidents.slice(-3);
  return (
    <ul aria-label="What happened" className="flex flex-col gap-1 text-sm">
      {shown.map(({ seq, text }, at) => (
        <li key={`${String(seq)} ${String(at)}`} className="untrusted line-clamp-2 font-mono text-code text-ink-3">
          {visible(text)}
        </li>
      ))}
      {count > shown.length && <li className="text-ink-3">and {count - shown.length} more</li>}
    </ul>
  );
}

function Cost({ lesson: { place, cost, rollback } }: { readonly lesson: Lesson }) {
  const repos = useMirror((mirror) => mirror.factory.repos);
  const where = place.kind === 'user' ? 'Your own folder, for all repos' : (repos.get(place.repo)?.name ?? place.repo);
  return (
    <Facts>
      <Fact name="Lands in">{where}</Fact>
      <Fact name="Cost">{cost}</Fact>
      <Fact name="Way back">{rollback}</Fact>
    </Facts>
  );
}

function Rejecting({ id, onCancel }: { readonly id: Lesson['id']; readonly onCancel: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void request('lessons.reject', { lesson: id, reason });
      }}
    >
      <div className="min-w-60 flex-1">
        <Field label="Why not? It is not asked again.">
          {(named) => (
            <TextInput {...named} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </div>
      <Button type="submit" look="danger" disabled={reason.trim() === ''}>
        Reject
      </Button>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}
