import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { appCommands, chordFor } from '../../core/commands/app-commands.ts';
import type { AppCommandId } from '../../core/commands/app-commands.ts';
import { chordProblem, chordWords, withChord } from '../../core/commands/chord.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { chordOf } from '../window/keys.ts';
import { tell } from '../window/request.ts';

/** The keys of each command: press new ones in place, take them away, or go back to its own. */
export function CommandKeys() {
  const { shortcuts } = useSettings();
  const [changing, setChanging] = useState<AppCommandId>();
  const choose = (id: AppCommandId, chord: string) => {
    tell('settings.update', { patch: { shortcuts: withChord(shortcuts, id, chord) } });
    setChanging(undefined);
  };
  return (
    <section aria-label="Keys of commands">
      <div className="flex items-center justify-between pb-1">
        <h3 className="text-sm font-medium text-ink-3">Everywhere</h3>
        {Object.keys(shortcuts).length > 0 && (
          <Button small look="quiet" onClick={() => tell('settings.update', { patch: { shortcuts: {} } })}>
            All as by default
          </Button>
        )}
      </div>
      <ul className="flex flex-col divide-y">
        {appCommands.map(({ id, title }) => (
          <li key={id} className="flex min-h-9 items-center gap-3">
            <span className="flex-1 text-ink-2">{title}</span>
            {changing === id ? (
              <Press id={id} onChoose={(chord) => choose(id, chord)} onCancel={() => setChanging(undefined)} />
            ) : (
              <Keys id={id} title={title} onChange={() => setChanging(id)} onChoose={(chord) => choose(id, chord)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type KeysProps = {
  readonly id: AppCommandId;
  readonly title: string;
  readonly onChange: () => void;
  readonly onChoose: (chord: string) => void;
};

function Keys({ id, title, onChange, onChoose }: KeysProps) {
  const { shortcuts } = useSettings();
  const chord = chordFor(id, shortcuts);
  const changed = shortcuts[id] !== undefined;
  return (
    <>
      {chord === undefined ? <span className="text-sm text-ink-3">no keys</span> : <Kbd chord={chord} />}
      {changed && (
        <Button
          small
          look="quiet"
          aria-label={`${title}: as by default`}
          onClick={() => onChoose(chordFor(id, {}) ?? '')}
        >
          Reset
        </Button>
      )}
      <Button small look="quiet" aria-label={`${title}: change the keys`} onClick={onChange}>
        Change
      </Button>
    </>
  );
}

type PressProps = {
  readonly id: AppCommandId;
  readonly onChoose: (chord: string) => void;
  readonly onCancel: () => void;
};

/** Hears the next keys; what they cannot be is said before anything is saved. */
function Press({ id, onChoose, onCancel }: PressProps) {
  const { shortcuts } = useSettings();
  const [pressed, setPressed] = useState<string>();
  const problem = pressed === undefined ? undefined : chordProblem(id, pressed, shortcuts);
  const hear = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event);
    if (chord === 'Escape') return onCancel();
    if (chord === 'Backspace' || chord === 'Delete') return onChoose('');
    setPressed(chord);
    if (chordProblem(id, chord, shortcuts) === undefined) onChoose(chord);
  };
  return (
    <>
      <span role="status" className="text-sm text-failed">
        {problem && `${chordWords(pressed ?? '')}: ${problem}`}
      </span>
      <button
        type="button"
        autoFocus
        onKeyDown={hear}
        onBlur={onCancel}
        className="hairline h-7 rounded-control px-2 text-sm text-ink"
        aria-label="Press the keys; Backspace for none, Escape to leave it"
      >
        Press the keys…
      </button>
    </>
  );
}
