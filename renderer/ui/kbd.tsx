/** A chord as its keys: `Mod+K` → Ctrl K. */
export function Kbd({ chord }: { readonly chord: string }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans" aria-label={chord.replace('Mod', 'Ctrl')}>
      {chord.split(/(?<=.)\+/).map((key) => (
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

const names: Readonly<Record<string, string>> = {
  ...{ Mod: 'Ctrl', Enter: '↵', Backspace: '⌫', Escape: 'Esc', Delete: 'Del' },
  ...{ ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' },
};
