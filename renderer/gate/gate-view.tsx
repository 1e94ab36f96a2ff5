import { Pause, Play } from 'lucide-react';
import type { PolicyView, RuleReport } from '../../core/model/gate.ts';
import type { Failure } from '../../core/result.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { tell } from '../window/request.ts';
import { useAnswer } from '../window/use-answer.ts';
import { openDialog } from '../window/window-state.ts';
import { PolicyLayers } from './policy-layers.tsx';
import { PolicyProblems } from './policy-problems.tsx';
import { RulesTable } from './rules-table.tsx';
import { usePauses } from './pause/use-pauses.ts';

const everything = { kind: 'everything' } as const;

/** What is in force, whether it is alive, and the person's switch. */
export function GateView() {
  const hash = useMirror((mirror) => mirror.policy.hash);
  const problems = useMirror((mirror) => mirror.policy.problems);
  const policy = useAnswer('gate.policy', {}, hash);
  const report = useAnswer('gate.report', {}, hash);
  return (
    <div tabIndex={0} role="region" aria-label="Gate" className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-7">
        <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <div className="min-w-60 flex-1">
            <h1 className="text-xl font-semibold tracking-tight">Gate</h1>
            <p className="text-pretty text-ink-2">
              Every call of an agent is judged by these rules before it happens. The strictest one decides.
            </p>
          </div>
          <Switch />
        </header>
        <PolicyProblems problems={problems} />
        <Rules policy={policy?.ok ? policy.value : undefined} report={report?.ok ? report.value : undefined} />
        {[policy, report].map((each, index) => each && !each.ok && <Refused key={index} failure={each.error} />)}
      </div>
    </div>
  );
}

type RulesProps = {
  readonly policy: PolicyView | undefined;
  readonly report: readonly RuleReport[] | undefined;
};

function Rules({ policy, report }: RulesProps) {
  if (!policy) return <Waiting text="Reading the policy" />;
  return (
    <>
      <PolicyLayers policy={policy} />
      <RulesTable policy={policy} report={report ?? []} />
    </>
  );
}

function Switch() {
  const paused = usePauses().some(({ target }) => target.kind === 'everything');
  if (paused)
    return (
      <Button look="primary" onClick={() => tell('gate.resume', { target: everything })}>
        <Play className="size-3.5" aria-hidden /> Resume the gate
      </Button>
    );
  return (
    <Button look="danger" onClick={() => openDialog({ kind: 'pause-gate', target: everything })}>
      <Pause className="size-3.5" aria-hidden /> Pause everything…
    </Button>
  );
}

function Refused({ failure }: { readonly failure: Failure }) {
  return <Problem message={failure.message} next={failure.next} />;
}
