import { useState } from 'react';
import { Size } from '../../core/model/attention/triage.ts';
import { Button } from '../ui/button.tsx';
import { Field, Select, TextInput } from '../ui/field.tsx';

type KeepFormProps = {
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onKeep: (given: { readonly size?: Size; readonly reason?: string }) => void;
};

/** What must be decided is kept for a reason, or with a new estimate. */
export function KeepForm({ busy, onCancel, onKeep }: KeepFormProps) {
  const [reason, setReason] = useState('');
  const [size, setSize] = useState('');
  const given = {
    ...(size !== '' && { size: Size.parse(Number(size)) }),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
  };
  return (
    <form
      className="flex flex-wrap items-end gap-3 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(given);
      }}
    >
      <Field label="New size">
        {(named) => (
          <Select {...named} autoFocus value={size} onChange={(event) => setSize(event.target.value)}>
            <option value="">as it is</option>
            {Size.def.values.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="min-w-60 flex-1">
        <Field label="Or why it goes on">
          {(named) => <TextInput {...named} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </div>
      <Button look="primary" type="submit" disabled={busy || Object.keys(given).length === 0}>
        Keep it
      </Button>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}
