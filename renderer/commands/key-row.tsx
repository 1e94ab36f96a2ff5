import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { chordWords } from '../../core/commands/chord.ts';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { chordOf } from '../window/keys.ts';

type KeyRowProps = {
  readonly title: string;
  /** As it is now; undefined: none. */
  readonly chord: string | undefined;
  readonly changed: boolean;
  /** Why a chord cannot be chosen. */
  readonly problem: (chord: string) => string | undefined;
  readonly onReset: () => void;
  /** Empty: none. */
  readonly onChoose: (chord: string) => void;
};

/** One thing with its keys: press new ones in place, take them away, or go back to its own. */
export function KeyRow({ title, chord, changed, problem, onReset, onChoose }: KeyRowProps) {
  const [changing, setChanging] = useState(false);
  const choose = (wanted: string) => {
    onChoose(wanted);
    setChanging(false);
  };
  return (
    <li className="flex min-h-9 items-center gap-3">
      <span className="flex-1 text-ink-2">{title}</span>
      {changing ? (
        <Press problem={problem} onChoose={choose} onCancel={() => setChanging(false)} />
      ) : (
        <>
          {chord === undefined ? <span className="text-sm text-ink-3">no keys</span> : <Kbd chord={chord} />}
          {changed && (
            <Button small look="quiet" aria-label={`${title}: as by default`} onClick={onReset}>
              Reset
            </Button>
          )}
          <Button small look="quiet" aria-label={`${title}: change the keys`} onClick={() => setChanging(true)}>
            Change
          </Button>
        </>
      )}
    </li>
  );
}

type PressProps = Pick<KeyRowProps, 'problem' | 'onChoose'> & { readonly onCancel: () => void };

/** Hears the next keys; what they cannot be is said before anything is saved. */
function Press({ problem, onChoose, onCancel }: PressProps) {
  const [pressed, setPressed] = useState<string>();
  const why = pressed === undefined ? undefined : problem(pressed);
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event);
    if (chord === 'Escape') return onCancel();
    if (chord === 'Backspace') return onChoose('');
    setPressed(chord);
    if (problem(chord) === undefined) onChoose(chord);
  };
  return (
    <>
      <span role="status" className="text-sm text-failed">
        {why !== undefined && `${chordWords(pressed ?? '')}: ${why}`}
      </span>
      <button
        type="button"
        autoFocus
        onKeyDown={hear}
        onBlur={onCancel}
        className="hairline h-7 shrink-0 rounded-control px-2 text-sm text-ink"
        aria-label="Press the keys; Backspace for none, Escape to leave it"
      >
        Press the keys…
      </button>
    </>
  );
}
