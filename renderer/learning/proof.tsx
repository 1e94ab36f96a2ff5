import type { Lesson } from '../../core/model/learning/lesson.ts';
import { visible } from '../../core/views/text/visible.ts';
import { StateMark } from '../ui/state-mark.tsx';

/** What a machine saw, claim by claim. */
export function Proof({ proof, edited }: { readonly proof: Lesson['proof']; readonly edited: boolean }) {
  if (!proof)
    return (
      <p className="text-sm text-ink-3">{edited ? 'Edited: it is tried out when you accept it.' : 'Not tried yet.'}</p>
    );
  return (
    <ul aria-label="Proof" className="flex flex-col gap-1 text-sm">
      {proof.claims.map(({ claim, held, text }) => (
        <li key={claim} className="flex flex-wrap items-center gap-x-3">
          <StateMark word={held ? 'holds' : 'fails'} tone={held ? 'ready' : 'failed'} />
          <span>{claim}</span>
          <span className="untrusted min-w-0 flex-1 text-ink-3 wrap-anywhere">{visible(text)}</span>
        </li>
      ))}
    </ul>
  );
}
