import { useState } from 'react';
import { RepoId } from '../../../core/ids.ts';
import type { SignalId } from '../../../core/ids.ts';
import { useReadyAgents } from '../../mirror/harnesses.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { useRepos } from '../../mirror/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { RepoOptions } from './repo-options.tsx';

type OpenFormProps = {
  readonly signal: SignalId;
  /** Who should work, as an order says. */
  readonly harness: string | undefined;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onOpen: (given: { readonly repos: RepoId[]; readonly harness: string }) => void;
};

/** Where and with whom the thread of a signal begins. */
export function OpenForm({ signal, harness: ordered, busy, onCancel, onOpen }: OpenFormProps) {
  const repos = useRepos();
  const known = useMirror((mirror) => mirror.factory.signals.get(signal)?.signal.repo);
  const found = useReadyAgents(true);
  const ready = found ?? [];
  const [repo, setRepo] = useState<string>(known ?? repos[0]?.id ?? '');
  const [harness, setHarness] = useState<string>();
  const chosen = harness ?? ready.find(({ id }) => id === ordered)?.id ?? ready[0]?.id;
  return (
    <form
      className="flex flex-wrap items-end gap-3 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined && repo !== '') onOpen({ repos: [RepoId.parse(repo)], harness: chosen });
      }}
    >
      <Field label="Repo">
        {(named) => (
          <Select {...named} autoFocus value={repo} onChange={(event) => setRepo(event.target.value)}>
            <RepoOptions />
          </Select>
        )}
      </Field>
      <Field label="Harness">
        {(named) => (
          <Select {...named} value={chosen ?? ''} onChange={(event) => setHarness(event.target.value)}>
            {ready.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button look="primary" type="submit" disabled={busy || chosen === undefined || repo === ''}>
        Begin
      </Button>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
      {found?.length === 0 && (
        <p className="w-full text-sm text-ink-2">No agent is ready here. The settings say how to get one.</p>
      )}
    </form>
  );
}
