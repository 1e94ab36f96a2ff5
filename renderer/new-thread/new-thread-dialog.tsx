import type { RecipeInfo } from '../../core/contract.ts';
import { useHarnesses } from '../mirror/harnesses.ts';
import { useRepos } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/field.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { BriefPreview } from '../thread/brief/brief-preview.tsx';
import { useAnswer } from '../window/use-answer.ts';
import { closeDialog, go, openThread } from '../window/window-state.ts';
import { chosenRepos, creations, goalsLeft, plannedIn, reposForAll } from './draft.ts';
import { GoalFields } from './fields/goal-fields.tsx';
import { HarnessField } from './fields/harness-field.tsx';
import { RecipeFields } from './fields/recipe-fields.tsx';
import { RepoOrder } from './fields/repo-order.tsx';
import { usePastedIssue } from './use-issue.ts';
import { useStarts } from './use-starts.ts';
import { useThreadDraft } from './use-thread-draft.ts';

const none: readonly RecipeInfo[] = [];

export function NewThreadDialog() {
  const repos = useRepos();
  const { draft, patch, drop } = useThreadDraft();
  const { start, busy, failure } = useStarts();
  const found = useHarnesses(true);
  const listed = useAnswer('recipes.list', {});
  const recipes = listed?.ok ? listed.value : none;
  const harnesses = found?.ok ? found.value : [];
  const usable = harnesses.every((each) => each.id !== draft.harness || each.state === 'ready');
  const issue = usePastedIssue(draft.several ? '' : draft.goal);
  const chosen = draft.several ? reposForAll(draft, repos) : chosenRepos(draft, repos);
  const planned = draft.several ? plannedIn(draft, repos) : [{ goal: draft.goal, repos: chosen }];
  const homeless = planned.some((each) => each.repos.length === 0);
  const ready = [usable, !homeless, planned.length > 0, draft.goal.trim() !== ''].every(Boolean);
  const begin = async () => {
    if (busy || !ready) return;
    const begun = await start(creations(draft, { repos, recipes, issue }));
    const [only] = begun;
    if (begun.length < planned.length) return patch({ goal: goalsLeft(draft, begun.length) });
    drop();
    if (only && begun.length === 1) openThread(only);
    else go({ view: 'board' });
  };
  return (
    <Dialog
      wide
      title="New thread"
      notice={failure && <Problem {...failure} />}
      footer={
        <>
          <span className="flex-1 text-sm text-ink-3">{missing(homeless, usable)}</span>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="primary" type="submit" form="new-thread" disabled={busy || !ready}>
            {planned.length > 1 ? `Start ${String(planned.length)}` : 'Start'} <Kbd chord="Mod+Enter" />
          </Button>
        </>
      }
    >
      <form
        id="new-thread"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <GoalFields {...{ draft, issue, planned, repos: chosen }} onChange={patch} />
        <RepoOrder
          several={draft.several}
          repos={repos}
          chosen={chosen}
          onChange={(order) => patch({ repos: order })}
        />
        {harnesses.length > 1 && <HarnessField draft={draft} harnesses={harnesses} onChange={patch} />}
        {draft.harness === 'recipe' ? (
          <RecipeFields draft={draft} recipes={recipes} onChange={patch} />
        ) : (
          <BriefPreview wishes={creations(draft, { repos, recipes, issue })} ready={ready} />
        )}
      </form>
    </Dialog>
  );
}

/** What is still needed, said where the button is. */
function missing(homeless: boolean, usable: boolean): string {
  if (homeless) return 'Choose at least one repo';
  return usable ? '' : 'This harness cannot run here yet';
}
