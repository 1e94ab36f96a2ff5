import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { shortcuts } from './shortcuts.ts';

export function ShortcutsDialog() {
  return (
    <Dialog title="Shortcuts" wide>
      <div className="columns-2 gap-10">
        {shortcuts.map(({ where, keys }) => (
          <section key={where} className="break-inside-avoid pb-5">
            <h3 className="pb-1 text-sm font-medium text-ink-3">{where}</h3>
            <dl>
              {keys.map(([chord, what]) => (
                <div key={chord} className="flex items-center justify-between gap-4 py-1">
                  <dt className="text-ink-2">{what}</dt>
                  <dd>
                    <Kbd chord={chord} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
