import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { visible } from '../../core/views/text/visible.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';

type ListField = { readonly name: string; readonly label: string; readonly placeholder: string };

type ListSettingProps = {
  readonly title: string;
  readonly text: string;
  /** Each one in a line. */
  readonly items: readonly { readonly key: string; readonly line: string }[];
  readonly fields: readonly ListField[];
  readonly onRemove: (key: string) => void;
  /** Answers what is wrong with it, in words; undefined when it was added. */
  readonly onAdd: (values: Readonly<Record<string, string>>) => string | undefined;
};

/** Several things of one kind: take one away, or add one that is whole. */
export function ListSetting({ title, text, items, fields, onRemove, onAdd }: ListSettingProps) {
  const id = useId();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const wrong = onAdd(values);
    setProblem(wrong);
    if (wrong === undefined) setValues({});
  };
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-b py-4">
      <div>
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-pretty text-ink-2">{text}</p>
      </div>
      <ul className="flex flex-col">
        {items.map(({ key, line }) => (
          <li key={key} className="flex h-8 items-center gap-2">
            <span className="untrusted min-w-0 flex-1 truncate">{visible(line)}</span>
            <IconButton small label={`Remove ${key}`} onClick={() => onRemove(key)}>
              <X className="size-3.5" />
            </IconButton>
          </li>
        ))}
      </ul>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        {fields.map(({ name, label, placeholder }) => (
          <label key={name} className="flex w-40 flex-1 flex-col gap-1 text-sm text-ink-3">
            {label}
            <TextInput
              aria-label={`${title}: ${label}`}
              aria-describedby={problem === undefined ? undefined : id}
              placeholder={placeholder}
              value={values[name] ?? ''}
              onChange={({ target }) => setValues({ ...values, [name]: target.value })}
              className="text-base"
            />
          </label>
        ))}
        <Button type="submit">Add</Button>
      </form>
      {problem !== undefined && (
        <p id={id} role="alert" className="text-sm text-failed">
          {problem}
        </p>
      )}
    </section>
  );
}
