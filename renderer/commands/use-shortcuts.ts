import { appCommands, chordFor, threadCommands } from '../../core/commands/app-commands.ts';
import type { ChosenChords, CommandId } from '../../core/commands/app-commands.ts';
import { chordWords } from '../../core/commands/chord.ts';
import { useSettings } from '../mirror/selectors.ts';
import { useKeys } from '../window/keys.ts';
import { appActions } from './app-actions.ts';
import { doFromMenu } from './commands.ts';

/** By chord, what is done. */
function boundTo(chosen: ChosenChords): Readonly<Record<string, () => void>> {
  const app = appCommands.map(({ id }) => [chordFor(id, chosen), appActions[id]] as const);
  const thread = threadCommands.map(
    ({ action }) => [chordFor(action, chosen), () => doFromMenu({ on: 'thread', action })] as const,
  );
  return Object.fromEntries([...app, ...thread].flatMap(([chord, act]) => (chord === undefined ? [] : [[chord, act]])));
}

/** What works wherever the person is, by the keys they chose. */
export function useShortcuts(): void {
  useKeys(boundTo(useSettings().shortcuts));
}

/** The keys of a command as they are now, to show beside it. */
export function useChord(id: CommandId): string | undefined {
  return chordFor(id, useSettings().shortcuts);
}

/** A button's name with its keys, as a tooltip says it. */
export function useLabel(name: string, id: CommandId): string {
  const chord = useChord(id);
  return chord === undefined ? name : `${name} (${chordWords(chord)})`;
}
