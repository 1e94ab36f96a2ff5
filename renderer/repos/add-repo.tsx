import { toast } from 'sonner';
import { bridge } from '../bridge.ts';
import { PathForm } from '../ui/forms/path-form.tsx';

/** By picking its folder or by typing its path. What git says about it is shown as it is. */
export function AddRepo({ first }: { readonly first: boolean }) {
  const add = async (path: string) => {
    const added = await bridge().call('repos.add', { path });
    if (!added.ok) return added.error;
    const checks = added.value.config.checks?.length ?? 0;
    toast.success(`Added ${added.value.name}`, {
      description: checks > 0 ? `${String(checks)} checks were found` : 'No checks were found; you can add some',
    });
    return undefined;
  };
  return (
    <PathForm label="Path of a clone" placeholder="/path/to/a/clone" action="Add repo" first={first} onPath={add} />
  );
}
