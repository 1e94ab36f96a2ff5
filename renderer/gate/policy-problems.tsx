import type { PolicyProblem } from '../../core/model/gate.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Glyph } from '../ui/glyph.tsx';

/** Which line of which file is wrong, and what holds meanwhile. */
export function PolicyProblems({ problems }: { readonly problems: readonly PolicyProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-label="Policy problems" className="flex flex-col gap-3 rounded-card border border-failed/40 p-4">
      <h2 className="flex items-center gap-2 font-medium text-failed">
        <Glyph shape="cross" />
        {problems.length === 1 ? 'A policy file does not load' : 'Policy files do not load'}
        <span className="font-normal text-ink-2">The last good policy stays in force.</span>
      </h2>
      <ul className="flex flex-col gap-3">
        {problems.map((problem) => (
          <li key={`${problem.file}:${String(problem.line)}:${problem.field}:${problem.message}`} className="text-sm">
            <p className="untrusted font-mono text-code">
              {visible(problem.file)}:{problem.line}
              {problem.field !== '' && <span className="text-ink-3"> {visible(problem.field)}</span>}
            </p>
            <p className="untrusted text-failed">{visible(problem.message)}</p>
            {problem.next !== '' && <p className="untrusted text-ink-2">{visible(problem.next)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
