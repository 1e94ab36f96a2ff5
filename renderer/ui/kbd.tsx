import { pageChord } from '../../core/commands/page-chord.ts';
import type { Page } from '../../core/commands/page-keys.ts';
import { useMirror } from '../mirror/mirror.ts';

type KbdProps = {
  readonly chord: string;
  /** The page whose default key it is: then the one that the person chose is shown. */
  readonly on?: Page;
};

/** A chord as its keys: `Mod+K` → Ctrl K. */
export function Kbd({ chord, on }: KbdProps) {
  const shown = useMirror(({ settings }) => (on ? pageChord(on, chord, settings.shortcuts) : chord));
  if (shown === undefined) return null;
  return (
    <kbd className="inline-flex gap-0.5 font-sans" aria-label={shown.replace('Mod', 'Ctrl')}>
      {shown.split(/(?<=.)\+/).map((key) => (
        <span
          key={key}
          className="grid h-4.5 min-w-4.5 place-items-center rounded-tiny border border-current/25 px-1 text-xs"
        >
          {names[key] ?? key}
        </span>
      ))}
    </kbd>
  );
}

/** For names of buttons: ` (V)`, with the key as it is now; nothing where there is none. */
export function useKeyHint(on: Page): (own: string) => string {
  const { shortcuts } = useMirror(({ settings }) => settings);
  return (own) => {
    const chord = pageChord(on, own, shortcuts);
    return chord === undefined ? '' : ` (${chord})`;
  };
}

const names: Readonly<Record<string, string>> = {
  ...{ Mod: 'Ctrl', Enter: '↵', Backspace: '⌫', Escape: 'Esc', Delete: 'Del' },
  ...{ ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' },
};
