import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { CommandKeys } from './command-keys.tsx';
import { pageKeys } from './page-keys.ts';

/** Every key, by where it works. Those of commands can be changed in place. */
export function ShortcutsDialog() {
  return (
    <Dialog
      title="Shortcuts"
      description="Press Change and the keys you want. The keys of lists and pages stay as they are."
      wide
    >
      <CommandKeys />
      <div className="columns-2 gap-10 pt-5">
        {pageKeys.map(({ where, keys }) => (
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
