import { useSettings } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { tell } from '../window/request.ts';
import { CommandKeys } from './command-keys.tsx';
import { PageKeyList } from './page-key-list.tsx';

/** Every key, by where it works, to be changed in place. */
export function ShortcutsDialog() {
  const { shortcuts } = useSettings();
  const any = Object.keys(shortcuts).length > 0;
  return (
    <Dialog
      title="Shortcuts"
      description="Press Change and the keys you want. Figures, arrows, Enter and Escape mean the same everywhere and stay."
      wide
    >
      {any && (
        <div className="flex justify-end">
          <Button small look="quiet" onClick={() => tell('settings.update', { patch: { shortcuts: {} } })}>
            All as by default
          </Button>
        </div>
      )}
      <CommandKeys />
      <PageKeyList />
    </Dialog>
  );
}
