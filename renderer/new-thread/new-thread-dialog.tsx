import { useState } from 'react';
import type { RecipeInfo } from '../../core/contract.ts';
import type { Failure } from '../../core/result.ts';
import { bridge } from '../bridge.ts';
import { useHarnesses } from '../mirror/harnesses.ts';
import { useRepos } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, Problem, TextArea } from '../ui/field.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useAnswer } from '../window/use-answer.ts';
import { closeDialog, openThread } from '../window/window-state.ts';
import { chosenRepos, creation, emptyDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { HarnessField } from './harness-field.tsx';
import { RecipeFields } from './recipe-fields.tsx';
import { RepoOrder } from './repo-order.tsx';
import { SimilarThreads } from './similar-threads.tsx';

const none: readonly RecipeInfo[] = [];

export function NewThreadDialog() {
  const repos = useRepos();
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const found = useHarnesses(true);
  const listed = useAnswer('recipes.list', {});
  const recipes = listed?.ok ? listed.value : none;
  const harnesses = found?.ok ? found.value : [];
  const usable = harnesses.every((each) => each.id !== draft.harness || each.state === 'ready');
  const patch = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const chosen = chosenRepos(draft, repos);
  const start = async () => {
    if (busy) return;
    setBusy(true);
    const result = await bridge().call('threads.create', creation(draft, repos, recipes));
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    closeDialog();
    openThread(result.value.thread);
  };
  return (
    <Dialog
      wide
      title="New thread"
      notice={failure && <Problem {...failure} />}
      footer={
        <>
          <span className="flex-1 text-sm text-ink-3">{missing(chosen.length, usable)}</span>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            look="primary"
            type="submit"
            form="new-thread"
            disabled={busy || !usable || draft.goal.trim() === '' || chosen.length === 0}
          >
            Start <Kbd chord="Mod+Enter" />
          </Button>
        </>
      }
    >
      <form
        id="new-thread"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Field label="Goal">
          {(named) => (
            <TextArea
              {...named}
              autoFocus
              rows={3}
              placeholder="What should be done, and in which repos?"
              value={draft.goal}
              onChange={(event) => patch({ goal: event.target.value })}
            />
          )}
        </Field>
        <SimilarThreads goal={draft.goal} repos={chosen} />
        <RepoOrder repos={repos} chosen={chosen} onChange={(order) => patch({ repos: order })} />
        {harnesses.length > 1 && <HarnessField draft={draft} harnesses={harnesses} onChange={patch} />}
        {draft.harness === 'recipe' && <RecipeFields draft={draft} recipes={recipes} onChange={patch} />}
      </form>
    </Dialog>
  );
}

/** What is still needed, said where the button is. */
function missing(repos: number, usable: boolean): string {
  if (repos === 0) return 'Choose at least one repo';
  return usable ? '' : 'This harness cannot run here yet';
}
