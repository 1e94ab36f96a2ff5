import { toast } from 'sonner';
import { visible } from '../../core/views/text/visible.ts';
import { bridge } from '../bridge.ts';
import { PathForm } from '../ui/forms/path-form.tsx';
import { Section } from '../ui/section.tsx';

/** A copy becomes the person's own, if nothing is wrong with it. */
export function AddSkill({ onAdded }: { readonly onAdded: () => void }) {
  const add = async (path: string) => {
    const added = await bridge().call('skills.add', { path });
    if (!added.ok) return added.error;
    toast.success(`Added ${visible(added.value.name)}`);
    onAdded();
    return undefined;
  };
  return (
    <Section title="Add a skill of yours">
      <PathForm
        label="Folder of a skill"
        placeholder="/path/to/a/folder/with/SKILL.md"
        action="Add skill"
        onPath={add}
      />
    </Section>
  );
}
