import { chordFor, keyedCommands } from '../../core/commands/app-commands.ts';
import { chordProblem, withChord } from '../../core/commands/chord.ts';
import { useSettings } from '../mirror/selectors.ts';
import { tell } from '../window/request.ts';
import { KeyRow } from './key-row.tsx';

/** The keys of each command. */
export function CommandKeys() {
  const { shortcuts } = useSettings();
  return (
    <section aria-label="Keys of commands">
      <h3 className="pb-1 text-sm font-medium text-ink-3">Everywhere</h3>
      <ul className="flex flex-col divide-y">
        {keyedCommands.map(({ id, title }) => {
          const choose = (chord: string) =>
            tell('settings.update', { patch: { shortcuts: withChord(shortcuts, id, chord) } });
          return (
            <KeyRow
              key={id}
              title={title}
              chord={chordFor(id, shortcuts)}
              changed={shortcuts[id] !== undefined}
              problem={(chord) => chordProblem(id, chord, shortcuts)}
              onReset={() => choose(chordFor(id, {}) ?? '')}
              onChoose={choose}
            />
          );
        })}
      </ul>
    </section>
  );
}
