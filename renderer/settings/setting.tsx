import { useState } from 'react';
import type { ReactNode } from 'react';
import { TextInput } from '../ui/field.tsx';

/** One thing to set: what it is, in words, and the control for it. */
export function Setting({
  title,
  text,
  children,
  plain = false,
  problem,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
  /** One of several that belong together: no line between them. */
  readonly plain?: boolean;
  /** Why what was typed is not saved. */
  readonly problem?: string | undefined;
}) {
  return (
    <div className={`flex items-center justify-between gap-8 ${plain ? 'py-3' : 'border-b py-4'}`}>
      <div>
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-pretty text-ink-2">{text}</p>
      </div>
      <div className="w-60 shrink-0">
        {children}
        {problem !== undefined && (
          <p role="alert" className="pt-1 text-sm text-failed">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}

type EntryProps = {
  readonly label: string;
  readonly value: string;
  readonly type?: 'text' | 'number';
  readonly min?: number;
  readonly max?: number;
  readonly onSave: (text: string) => void;
};

/** Saved when left or with Enter, and only when it changed. */
export function Entry({ label, value, onSave, ...rest }: EntryProps) {
  const [draft, setDraft] = useState<string>();
  const finish = () => {
    if (draft !== undefined && draft !== value) onSave(draft);
    setDraft(undefined);
  };
  return (
    <TextInput
      aria-label={label}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => event.key === 'Enter' && finish()}
      {...rest}
    />
  );
}
