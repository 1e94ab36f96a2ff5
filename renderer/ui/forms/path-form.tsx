import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../core/result.ts';
import { bridge } from '../../bridge.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Button } from '../button.tsx';
import { Problem, TextInput } from '../field.tsx';

type PathFormProps = {
  readonly label: string;
  readonly placeholder: string;
  /** What the button says that takes the typed path. */
  readonly action: string;
  /** It is what the page is for now. */
  readonly first?: boolean;
  /** Of a file: that is typed. */
  readonly file?: boolean;
  /** What to do with it; a refusal is shown below, and the path stays. */
  readonly onPath: (path: string) => Promise<Failure | undefined>;
};

/** A folder of this machine, by picking it or by typing its path; or a file. */
export function PathForm({ label, placeholder, action, first = false, file = false, onPath }: PathFormProps) {
  const windowed = useMirror((mirror) => mirror.app?.windowed ?? false);
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const empty = path.trim() === '';
  const take = async (folder: string) => {
    setBusy(true);
    const refused = await onPath(folder);
    setBusy(false);
    setFailure(refused);
    if (!refused) setPath('');
  };
  const pick = async () => {
    const picked = await bridge().call('app.pickFolder', {});
    if (!picked.ok) setFailure(picked.error);
    else if (picked.value.path !== undefined) await take(picked.value.path);
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty && !busy) void take(path.trim());
      }}
    >
      <div className="flex gap-2">
        <TextInput
          autoFocus={first}
          aria-label={label}
          placeholder={placeholder}
          value={path}
          onChange={(event) => setPath(event.target.value)}
          className="font-mono text-code"
        />
        <Button type="submit" look={empty ? 'plain' : 'primary'} disabled={empty || busy}>
          {action}
        </Button>
        {windowed && !file && (
          <Button look={first && empty ? 'primary' : 'plain'} disabled={busy} onClick={() => void pick()}>
            <FolderOpen className="size-3.5" aria-hidden /> Choose a folder
          </Button>
        )}
      </div>
      {failure && <Problem {...failure} />}
    </form>
  );
}
