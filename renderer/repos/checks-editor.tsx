import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { CheckSpec, Repo } from '../../core/model/repo.ts';
import type { Failure } from '../../core/result.ts';
import { bridge } from '../bridge.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Field, Problem, TextInput } from '../ui/field.tsx';
import { reportsOf, withReports } from './ci-reports.ts';

const defaultTimeout = 600;

export function ChecksEditor({ repo, onDone }: { readonly repo: Repo; readonly onDone: () => void }) {
  const [setup, setSetup] = useState(repo.config.setup ?? '');
  const [checks, setChecks] = useState<readonly CheckSpec[]>(repo.config.checks ?? []);
  const settings = useSettings();
  const before = reportsOf(settings, repo.id).join(', ');
  const [reports, setReports] = useState(before);
  const [failure, setFailure] = useState<Failure>();
  const patch = (index: number, change: Partial<CheckSpec>) =>
    setChecks(checks.map((check, at) => (at === index ? { ...check, ...change } : check)));
  const save = async () => {
    const config = { ...repo.config, setup: setup.trim() === '' ? undefined : setup, checks: [...checks] };
    const result = await bridge().call('repos.configure', { repo: repo.id, config });
    const patch = { ciResults: withReports(settings, repo.id, reports) };
    const kept = !result.ok || reports === before ? result : await bridge().call('settings.update', { patch });
    if (kept.ok) onDone();
    else setFailure(kept.error);
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label="Set-up" hint="Runs in the clean checkout before the checks, such as npm ci.">
        {(named) => (
          <TextInput
            {...named}
            className="font-mono text-code"
            value={setup}
            onChange={(event) => setSetup(event.target.value)}
          />
        )}
      </Field>
      <ul className="flex flex-col gap-2" aria-label="Checks">
        {checks.map((check, index) => (
          <li key={index}>
            <CheckFields
              check={check}
              onChange={(change) => patch(index, change)}
              onRemove={() => setChecks(checks.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <Field
        label="Reports of your own CI"
        hint="Folders or globs of JUnit XML and TAP files, from the clone on, separated by commas. Each failing test is something noticed."
      >
        {(named) => (
          <TextInput
            {...named}
            className="font-mono text-code"
            placeholder="reports/**/*.xml"
            value={reports}
            onChange={(event) => setReports(event.target.value)}
          />
        )}
      </Field>
      {failure && <Problem {...failure} />}
      <div className="flex gap-2">
        <Button
          small
          look="quiet"
          onClick={() => setChecks([...checks, { name: '', command: '', timeoutSeconds: defaultTimeout }])}
        >
          <Plus className="size-3.5" aria-hidden /> Add a check
        </Button>
        <span className="flex-1" />
        <Button small look="quiet" onClick={onDone}>
          Cancel
        </Button>
        <Button small look="primary" type="submit">
          Save
        </Button>
      </div>
    </form>
  );
}

type CheckFieldsProps = {
  readonly check: CheckSpec;
  readonly onChange: (change: Partial<CheckSpec>) => void;
  readonly onRemove: () => void;
};

function CheckFields({ check, onChange, onRemove }: CheckFieldsProps) {
  return (
    <div className="flex items-center gap-2">
      <TextInput
        aria-label="Name"
        placeholder="name"
        className="w-36! shrink-0"
        value={check.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextInput
        aria-label="Command"
        placeholder="command"
        className="font-mono text-code"
        value={check.command}
        onChange={(event) => onChange({ command: event.target.value })}
      />
      <TextInput
        aria-label="Time limit in seconds"
        type="number"
        min={1}
        className="w-22! shrink-0"
        value={String(check.timeoutSeconds)}
        onChange={(event) => onChange({ timeoutSeconds: Number(event.target.value) })}
      />
      <IconButton label="Remove this check" small onClick={onRemove}>
        <X className="size-3.5" />
      </IconButton>
    </div>
  );
}
