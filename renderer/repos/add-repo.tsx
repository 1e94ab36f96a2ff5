import { FolderGit2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Failure } from '../../core/result.ts';
import { bridge } from '../bridge.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { Problem, TextInput } from '../ui/field.tsx';

/** By picking its folder or by typing its path. What git says about it is shown as it is. */
export function AddRepo({ first }: { readonly first: boolean }) {
  const windowed = useMirror((mirror) => mirror.app?.windowed ?? false);
  const [path, setPath] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const add = async (folder: string) => {
    const result = await bridge().call('repos.add', { path: folder });
    setFailure(result.ok ? undefined : result.error);
    if (!result.ok) return;
    setPath('');
    const checks = result.value.config.checks?.length ?? 0;
    toast.success(`Added ${result.value.name}`, {
      description: checks > 0 ? `${String(checks)} checks were found` : 'No checks were found; you can add some',
    });
  };
  const pick = async () => {
    const picked = await bridge().call('app.pickFolder', {});
    if (picked.ok && picked.value.path !== undefined) await add(picked.value.path);
    else if (!picked.ok) setFailure(picked.error);
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') void add(path.trim());
      }}
    >
      <div className="flex gap-2">
        <TextInput
          autoFocus={first}
          aria-label="Path of a clone"
          placeholder="/path/to/a/clone"
          value={path}
          onChange={(event) => setPath(event.target.value)}
          className="font-mono text-code"
        />
        <Button type="submit" look={path.trim() === '' ? 'plain' : 'primary'} disabled={path.trim() === ''}>
          Add repo
        </Button>
        {windowed && (
          <Button look={first && path.trim() === '' ? 'primary' : 'plain'} onClick={() => void pick()}>
            <FolderGit2 className="size-3.5" aria-hidden /> Choose a folder
          </Button>
        )}
      </div>
      {failure && <Problem {...failure} />}
    </form>
  );
}
