import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { builtInTemplates } from '../../core/views/new-thread/templates.ts';
import type { ThreadTemplate } from '../../core/views/new-thread/templates.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Select, TextInput } from '../ui/field.tsx';
import { request } from '../window/request.ts';
import type { Draft } from './draft.ts';

type TemplateBarProps = { readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void };

/** Beginnings of goals: some that everybody needs, and the person's own. */
export function TemplateBar({ draft, onChange }: TemplateBarProps) {
  const own = useSettings().templates;
  const [chosen, setChosen] = useState('');
  const [naming, setNaming] = useState<string>();
  const mine = own.find(({ name }) => name === chosen);
  const use = (name: string) => {
    setChosen(name);
    const template = [...own, ...builtInTemplates].find((each) => each.name === name);
    if (template) onChange(withTemplate(draft, template));
  };
  const keep = async (templates: readonly ThreadTemplate[]) => {
    const kept = await request('settings.update', { patch: { templates: [...templates] } });
    if (kept.ok) setNaming(undefined);
  };
  const save = () => {
    const name = naming?.trim() ?? '';
    if (name === '') return;
    const { goal, harness, model } = draft;
    const template = { name, goal, harness, ...(model !== '' && { model }) };
    void keep([...own.filter((each) => each.name !== name), template]);
  };
  if (naming !== undefined)
    return (
      <div className="flex items-center gap-2">
        <TextInput
          autoFocus
          aria-label="Name of the template"
          placeholder="Name of the template"
          maxLength={60}
          value={naming}
          onChange={(event) => setNaming(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') save();
            else if (event.key === 'Escape') setNaming(undefined);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <Button onClick={save} disabled={naming.trim() === ''}>
          Save
        </Button>
      </div>
    );
  return (
    <div className="flex items-center gap-2">
      <Select
        aria-label="Template"
        className="w-auto! max-w-60 text-sm"
        value={chosen}
        onChange={(event) => use(event.target.value)}
      >
        <option value="">Begin with a template</option>
        {own.length > 0 && <Options label="Yours" templates={own} />}
        <Options label="Built in" templates={builtInTemplates} />
      </Select>
      {mine && (
        <IconButton
          small
          label={`Forget the template ${visible(mine.name)}`}
          onClick={() => void keep(own.filter((each) => each !== mine))}
        >
          <Trash2 className="size-3.5" aria-hidden />
        </IconButton>
      )}
      <Button small look="quiet" disabled={draft.goal.trim() === ''} onClick={() => setNaming('')}>
        Save as a template…
      </Button>
    </div>
  );
}

function Options({ label, templates }: { readonly label: string; readonly templates: readonly ThreadTemplate[] }) {
  return (
    <optgroup label={label}>
      {templates.map(({ name }) => (
        <option key={name} value={name}>
          {visible(name)}
        </option>
      ))}
    </optgroup>
  );
}

/** What was written already stays, below. */
function withTemplate({ goal }: Draft, template: ThreadTemplate): Partial<Draft> {
  const { harness, model } = template;
  return {
    goal: goal.trim() === '' ? template.goal : `${template.goal}\n\n${goal}`,
    ...(harness !== undefined && { harness, model: model ?? '' }),
  };
}
