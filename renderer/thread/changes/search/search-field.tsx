import { useRef } from 'react';
import { TextInput } from '../../../ui/field.tsx';
import { useKeyHint } from '../../../ui/kbd.tsx';
import { useKeys } from '../../../window/keys.ts';

type SearchFieldProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Enter: to the first that was found. */
  readonly onEnter: () => void;
};

/** Looks through paths and changed lines. `/` leads here, Escape out of it. */
export function SearchField({ text, onChange, onEnter }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => input.current?.focus() }, 'Changes');
  const key = useKeyHint('Changes');
  return (
    <TextInput
      ref={input}
      type="search"
      aria-label="Search paths and changed lines"
      placeholder={`Search paths and lines${key('/')}`}
      value={text}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onEnter();
        else if (event.key === 'Escape') {
          onChange('');
          event.currentTarget.blur();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
