import { appCommands, chordFor } from '../../core/commands/app-commands.ts';
import type { AppCommandId } from '../../core/commands/app-commands.ts';
import { chordWords } from '../../core/commands/chord.ts';
import { useSettings } from '../mirror/selectors.ts';
import { useKeys } from '../window/keys.ts';
import { appActions } from './app-actions.ts';

/** What works wherever the person is, by the keys they chose. */
export function useShortcuts(): void {
  const { shortcuts } = useSettings();
  const bound = appCommands.flatMap(({ id }) => {
    const chord = chordFor(id, shortcuts);
    return chord === undefined ? [] : [[chord, appActions[id]] as const];
  });
  useKeys(Object.fromEntries(bound));
}

/** The keys of a command as they are now, to show beside it. */
export function useChord(id: AppCommandId): string | undefined {
  return chordFor(id, useSettings().shortcuts);
}

/** A button's name with its keys, as a tooltip says it. */
export function useLabel(name: string, id: AppCommandId): string {
  const chord = useChord(id);
  return chord === undefined ? name : `${name} (${chordWords(chord)})`;
}
