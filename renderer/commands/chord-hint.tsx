import type { AppCommandId } from '../../core/commands/app-commands.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useChord } from './use-shortcuts.ts';

/** The keys of a command as they are now; nothing where it has none. */
export function ChordHint({ of }: { readonly of: AppCommandId }) {
  const chord = useChord(of);
  return chord === undefined ? null : <Kbd chord={chord} />;
}
