import { useState } from 'react';
import { RepoId } from '../../../core/ids.ts';
import type { Failure } from '../../../core/result.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Problem, Select, TextArea, TextInput } from '../../ui/field.tsx';
import { closeDialog, go } from '../../window/window-state.ts';
import { ImportReport } from './import-report.tsx';
import { RepoOptions } from './repo-options.tsx';

const nowhere = '';

/** What was told is proposed about there. */
function leave(): void {
  closeDialog();
  go({ view: 'orchestrator' });
}

/** Tells the factory of something; what to do about it is proposed on the Orchestrator page, where this leads. */
export function SignalDialog() {
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [repo, setRepo] = useState<RepoId>();
  const [outside, setOutside] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const add = async () => {
    const added = await bridge().call('signals.add', { title, body, outside, ...(repo && { repo }) });
    if (!added.ok) return setFailure(added.error);
    leave();
  };
  return (
    <Dialog
      title="Add a signal"
      description="Something worth a look. It is no work yet: what to do about it is proposed, and yours to decide."
      notice={failure && <Problem {...failure} />}
      footer={
        <>
          <Button look="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button look="primary" type="submit" form="signal" disabled={title.trim() === ''}>
            Add
          </Button>
        </>
      }
    >
      <form
        id="signal"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field label="What is it?">
          {(named) => (
            <TextInput {...named} autoFocus value={title} onChange={(event) => setTitle(event.target.value)} />
          )}
        </Field>
        <Field label="More about it" hint="Addresses and files that it names are found by themselves.">
          {(named) => <TextArea {...named} rows={5} value={body} onChange={(event) => setBody(event.target.value)} />}
        </Field>
        <Field label="Repo">
          {(named) => (
            <Select
              {...named}
              value={repo ?? nowhere}
              onChange={({ target }) => setRepo(target.value === nowhere ? undefined : RepoId.parse(target.value))}
            >
              <option value={nowhere}>None in particular</option>
              <RepoOptions />
            </Select>
          )}
        </Field>
        <label className="flex items-center gap-2 text-sm text-ink-2">
          <input type="checkbox" checked={outside} onChange={(event) => setOutside(event.target.checked)} />
          The words are not mine: agents get them as a quotation
        </label>
      </form>
      <ImportReport repo={repo} onTaken={leave} />
    </Dialog>
  );
}
