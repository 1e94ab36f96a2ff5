import { toast } from 'sonner';
import { sizeText } from '../../core/views/text/size.ts';
import { visible } from '../../core/views/text/visible.ts';
import { bridge } from '../bridge.ts';
import { PathForm } from '../ui/forms/path-form.tsx';

/** A copy of all that is remembered, into a new folder within the one that is named. */
export function BackUp() {
  const backUp = async (within: string) => {
    const stamp = new Date().toISOString().replaceAll(':', '-');
    const made = await bridge().call('backups.make', { to: `${within.replace(/\/+$/, '')}/teatree-backup-${stamp}` });
    if (!made.ok) return made.error;
    const { folder, bytes } = made.value;
    toast.success(`Backed up, ${sizeText(bytes)}`, { description: visible(folder) });
    return undefined;
  };
  return (
    <div className="flex flex-col gap-3 border-b py-4">
      <div>
        <h3 className="font-medium">Back up now</h3>
        <p className="text-sm text-pretty text-ink-2">
          Copies everything teatree remembers, while it works on. Copies of each day are made by themselves. The way
          back is <code>teatree restore FOLDER</code>, once teatree has quit; what it replaces is kept.
        </p>
      </div>
      <PathForm label="Folder for the copy" placeholder="/path/to/a/folder" action="Back up" onPath={backUp} />
    </div>
  );
}
