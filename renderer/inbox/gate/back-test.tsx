import type { BackTest } from '../../../core/model/gate.ts';
import type { VerdictKind } from '../../../core/gates/verdict.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Elapsed } from '../../ui/elapsed.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { verdictMarks } from '../../gate/verdict-marks.ts';

/** What a rule would have changed, in a sentence and with examples. */
export function BackTestFacts({ test }: { readonly test: BackTest }) {
  const { judged, changed, unknown, samples } = test;
  return (
    <section aria-label="Back-test" className="flex flex-col gap-1.5">
      <h3 className="text-sm text-ink-3">Had it been there before</h3>
      <p className="text-ink-2">
        {judged === 0 ? 'No earlier action can be judged again.' : verdictOf(judged, changed)}
        {unknown > 0 && (
          <span className="text-ink-3"> {counted(unknown)} on record tell too little to be judged again.</span>
        )}
      </p>
      {samples.length > 0 && (
        <ul
          aria-label="Actions it would have changed"
          className="flex flex-col divide-y divide-line rounded-control border"
        >
          {samples.map((sample, index) => (
            <li key={index} className="flex items-center gap-3 px-3 py-1.5 text-sm">
              <span className="flex shrink-0 items-center gap-1.5">
                <Was kind={sample.before} /> <span className="text-ink-3">→</span> <Was kind={sample.after} />
              </span>
              <span className="min-w-0 flex-1 truncate font-mono text-ink-2">{visible(sample.title)}</span>
              <span className="text-ink-3">
                <Elapsed since={sample.at} suffix=" ago" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function verdictOf(judged: number, changed: number): string {
  const of = judged === 1 ? 'the last action' : `the last ${String(judged)} actions`;
  return changed === 0
    ? `It would have changed nothing about ${of}.`
    : `It would have changed ${String(changed)} of ${of}.`;
}

function counted(count: number): string {
  return count === 1 ? 'One more' : `${String(count)} more`;
}

function Was({ kind }: { readonly kind: VerdictKind }) {
  const { shape, tone, word } = verdictMarks[kind];
  return (
    <span className={`inline-flex items-center gap-1 ${tone}`}>
      <Glyph shape={shape} className="size-3!" />
      {word}
    </span>
  );
}
