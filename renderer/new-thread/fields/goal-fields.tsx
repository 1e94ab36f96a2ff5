import type { RepoId } from '../../../core/ids.ts';
import { Field, TextArea } from '../../ui/field.tsx';
import type { Draft, PlannedThread } from '../draft.ts';
import { GoalList } from '../goal-list.tsx';
import { IssueCard } from '../issue-card.tsx';
import { SimilarThreads } from '../similar-threads.tsx';
import { TemplateBar } from '../template-bar.tsx';
import type { PastedIssue } from '../use-issue.ts';

type GoalFieldsProps = {
  readonly draft: Draft;
  readonly issue: PastedIssue | undefined;
  readonly planned: readonly PlannedThread[];
  readonly repos: readonly RepoId[];
  readonly onChange: (change: Partial<Draft>) => void;
};

/** The goal, or several, and what is known about it before anything begins. */
export function GoalFields({ draft, issue, planned, repos, onChange }: GoalFieldsProps) {
  const { several, withIssue } = draft;
  return (
    <>
      <Field label={several ? 'Goals' : 'Goal'}>
        {(named) => (
          <TextArea
            {...named}
            autoFocus
            rows={several ? 6 : 3}
            className="field-sizing-content max-h-80"
            placeholder={
              several
                ? 'One goal on each line; longer ones between lines of ---'
                : 'What should be done, and in which repos? Or the address of an issue'
            }
            value={draft.goal}
            onChange={(event) => onChange({ goal: event.target.value })}
          />
        )}
      </Field>
      <div className="-mt-2 flex flex-wrap items-center justify-between gap-2">
        <label className="flex items-center gap-1.5 text-sm text-ink-2">
          <input type="checkbox" checked={several} onChange={() => onChange({ several: !several })} />
          Several threads at once
        </label>
        {!several && <TemplateBar draft={draft} onChange={onChange} />}
      </div>
      {several ? (
        <GoalList planned={planned} />
      ) : (
        <>
          {issue && (
            <IssueCard issue={issue} withText={withIssue} onWithText={(wanted) => onChange({ withIssue: wanted })} />
          )}
          <SimilarThreads goal={draft.goal} repos={repos} />
        </>
      )}
    </>
  );
}
