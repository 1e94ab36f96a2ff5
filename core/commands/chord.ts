import { chordFor, keyedCommands } from './app-commands.ts';
import { pageKeys } from './page-keys.ts';
import type { ChosenChords, CommandId } from './app-commands.ts';

/** Keys as they are written everywhere: `Mod+Shift+F`, `Mod+1`, `F6`. Mod is Ctrl, or Command on a Mac. */
const chordPattern = /^(Mod\+)?(Alt\+)?(Shift\+)?([A-Z0-9]|F([1-9]|1[0-2])|[,./;'[\]\\=`-])$/;

/** What fields, the system and the menus need for themselves. */
const taken: Readonly<Record<string, string>> = {
  ...{ 'Mod+A': 'selects all', 'Mod+C': 'copies', 'Mod+V': 'pastes', 'Mod+X': 'cuts', 'Mod+Z': 'undoes' },
  ...{ 'Mod+Shift+Z': 'does again', 'Mod+Q': 'quits', 'Mod+W': 'closes the window', 'Mod+0': 'resets the zoom' },
  ...{
    'Mod+-': 'zooms out',
    'Mod+=': 'zooms in',
    'Mod+F': 'searches the conversation',
    'Mod+J': 'opens the terminal',
    F11: 'fills the screen',
  },
};

/** Why a command cannot have this chord, in words; undefined where it can. */
export function chordProblem(id: CommandId, chord: string, chosen: ChosenChords): string | undefined {
  if (!chordPattern.test(chord))
    return 'It is no key that a command can have: hold Ctrl and press a letter, a figure or a sign';
  if (!chord.startsWith('Mod+') && !/^(Shift\+)?F\d+$/.test(chord))
    return 'Without Ctrl it is for typing and for the lists: hold Ctrl with it';
  if (taken[chord] !== undefined) return `It ${taken[chord]}, everywhere`;
  const page = pageKeys.find(({ keys }) => keys.some(([key]) => key === chord));
  if (page) return `It is a key of the ${page.where.toLowerCase()} already`;
  const other = keyedCommands.find((each) => each.id !== id && chordFor(each.id, chosen) === chord);
  return other && `It is for “${other.title}” already`;
}

/** With what a person chose for one command; its own chord again is no choice. */
export function withChord(chosen: ChosenChords, id: CommandId, chord: string): ChosenChords {
  const { [id]: _, ...others } = chosen;
  const own: string | undefined = chordFor(id, {});
  return chord === (own ?? '') ? others : { ...others, [id]: chord };
}

/** As the native menu wants it. */
export function acceleratorOf(chord: string): string {
  return chord.replace('Mod+', 'CmdOrCtrl+');
}

/** As it reads in a sentence. */
export function chordWords(chord: string): string {
  return chord.replace('Mod+', 'Ctrl+');
}
