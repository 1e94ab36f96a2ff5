import type { EvalProgress } from '../../core/evals/page/eval-page.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { tell } from '../window/request.ts';
import { agentName } from './words.ts';

/** The suite under way, and the way to end it with what is known. */
export function RunProgress({ progress }: { readonly progress: EvalProgress }) {
  const { harness, scenarios, startedAt, passed, failed, others, last, stopping, waiting } = progress;
  const counts = [
    `${String(passed)} passed`,
    ...(failed > 0 ? [`${String(failed)} failed`] : []),
    ...(others > 0 ? [`${String(others)} did not count`] : []),
  ];
  return (
    <section
      aria-label="The suite under way"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border bg-card px-4 py-3 shadow-card"
    >
      <StateMark
        word={stopping ? 'stopping' : waiting ? 'waits for room' : 'working'}
        tone={waiting ? 'quiet' : 'working'}
      />
      <div className="min-w-60 flex-1">
        <p role="status">
          {scenarios === 1 ? '1 scenario' : `${String(scenarios)} scenarios`} with {agentName(harness)}:{' '}
          <span className="tabular-nums">{counts.join(', ')}</span>
        </p>
        {last !== undefined && <p className="untrusted truncate text-sm text-ink-3">Last: {visible(last)}</p>}
      </div>
      <span className="text-sm text-ink-3">
        <Elapsed since={startedAt} />
      </span>
      <Button disabled={stopping} onClick={() => tell('evals.stop', {})}>
        {stopping ? 'Ending the trial…' : 'Stop'}
      </Button>
    </section>
  );
}
