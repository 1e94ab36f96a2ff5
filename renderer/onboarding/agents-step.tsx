import type { HarnessInfo } from '../../core/contract.ts';
import type { Result } from '../../core/result.ts';
import { HarnessRow } from '../settings/harness-settings.tsx';
import { Button } from '../ui/button.tsx';

type AgentsStepProps = { readonly found: Result<readonly HarnessInfo[]> | undefined; readonly onGoOn: () => void };

/** Which agents are installed. None is needed to go on: the sample runs by a recipe, without a model. */
export function AgentsStep({ found, onGoOn }: AgentsStepProps) {
  const ready = found?.ok ? found.value.filter(({ id, state }) => id !== 'recipe' && state === 'ready') : [];
  return (
    <>
      {!found && <p className="text-sm text-ink-3">Looking for them…</p>}
      {found && !found.ok && <p className="text-sm text-failed">{found.error.message}</p>}
      <ul aria-label="Agents">
        {found?.ok && found.value.map((harness) => <HarnessRow key={harness.id} harness={harness} />)}
      </ul>
      {found?.ok && ready.length === 0 && (
        <p className="text-sm text-ink-2">
          None is installed. You can go on: recipes need none, and one that you install later is found by itself.
        </p>
      )}
      <Button look="primary" className="self-start" disabled={!found} onClick={onGoOn}>
        Go on
      </Button>
    </>
  );
}
