import { useReadyAgents } from '../mirror/harnesses.ts';
import { Select } from '../ui/field.tsx';

export type RunChoice = { readonly harness: string; readonly trials: string };

type RunControlsProps = { readonly choice: RunChoice; readonly onChoose: (choice: RunChoice) => void };

/** Who is tried, and how often. The scripted agent comes first: it costs nothing. */
export function RunControls({ choice, onChoose }: RunControlsProps) {
  const agents = useReadyAgents() ?? [];
  return (
    <div className="flex gap-2">
      <div className="w-52 shrink-0">
        <Select
          aria-label="Agent"
          value={choice.harness}
          onChange={(event) => onChoose({ ...choice, harness: event.target.value })}
        >
          <option value="replay">Scripted agent, free</option>
          {agents.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      </div>
      <div className="w-40 shrink-0">
        <Select
          aria-label="Trials"
          value={choice.trials}
          onChange={(event) => onChoose({ ...choice, trials: event.target.value })}
        >
          <option value="1">1 trial each</option>
          <option value="5">5 trials each</option>
          <option value="sprt">Until it is known</option>
        </Select>
      </div>
    </div>
  );
}
