import type { EvalPlace } from '../../core/evals/page/eval-page.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';
import { ScenarioRow } from './scenario-row.tsx';

type EvalPlaceProps = {
  readonly place: EvalPlace;
  /** Absent while a suite is under way. */
  readonly onRun: ((path: string) => void) | undefined;
};

/** The scenarios of one place: shipped, the person's own, or those of a repo. */
export function EvalPlaceSection({ place: { name, path, scenarios, broken }, onRun }: EvalPlaceProps) {
  if (scenarios.length + broken.length === 0) return null;
  return (
    <section aria-label={name} className="flex flex-col gap-2">
      <header className="flex items-center gap-3">
        <h2 className="untrusted text-sm font-medium text-ink-3">{visible(name)}</h2>
        <span className="flex-1 text-sm text-ink-3 tabular-nums">{scenarios.length}</span>
        <Button small disabled={!onRun || scenarios.length === 0} onClick={() => onRun?.(path)}>
          Try all of {visible(name)}
        </Button>
      </header>
      {broken.map(({ file, message }) => (
        <Problem key={file} message={`${file} does not load`} next={message} />
      ))}
      {scenarios.length > 0 && (
        <ul className="flex flex-col overflow-hidden rounded-card border bg-card">
          {scenarios.map((scenario) => (
            <ScenarioRow key={scenario.file} scenario={scenario} onRun={onRun} />
          ))}
        </ul>
      )}
    </section>
  );
}
