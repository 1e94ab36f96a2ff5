import { useState } from 'react';
import { SettingsPatch } from '../../core/settings.ts';
import type { Settings } from '../../core/settings.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Select } from '../ui/field.tsx';
import { tell } from '../window/request.ts';
import type { PlainSetting } from './plain-settings.ts';
import { Entry, Setting } from './setting.tsx';

/** One setting with its field; what cannot be is said in words and not saved. */
export function PlainField({ setting }: { readonly setting: PlainSetting }) {
  const settings = useSettings();
  const [problem, setProblem] = useState<string>();
  const { title, text, kind } = setting;
  const save = (value: unknown) => {
    const patch = SettingsPatch.safeParse({ [setting.key]: value });
    setProblem(patch.success ? undefined : wordsOf(patch.error.issues));
    if (patch.success) tell('settings.update', { patch: patch.data });
  };
  return (
    <Setting title={title} text={text} problem={problem}>
      {kind === 'choice' || kind === 'switch' ? (
        <Choice setting={setting} value={String(settings[setting.key])} onSave={save} />
      ) : (
        <Entry
          label={title}
          value={shownValue(setting, settings)}
          onSave={(typed) => save(typedValue(setting, { typed, settings }))}
        />
      )}
    </Setting>
  );
}

const onOff = [
  ['true', 'On'],
  ['false', 'Off'],
] as const;

type ChoiceProps = {
  readonly setting: Extract<PlainSetting, { kind: 'choice' | 'switch' }>;
  readonly value: string;
  readonly onSave: (value: string | boolean) => void;
};

function Choice({ setting, value, onSave }: ChoiceProps) {
  const choices = setting.kind === 'choice' ? setting.choices : onOff;
  return (
    <Select
      aria-label={setting.title}
      value={value}
      onChange={({ target }) => onSave(setting.kind === 'choice' ? target.value : target.value === 'true')}
    >
      {choices.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
        </option>
      ))}
    </Select>
  );
}

type Typed = Exclude<PlainSetting, { kind: 'choice' | 'switch' }>;

function shownValue(setting: Typed, settings: Settings): string {
  if (setting.kind === 'kept') return String(settings.checkpoints[setting.field]);
  return setting.kind === 'names' ? settings[setting.key].join(', ') : String(settings[setting.key]);
}

function typedValue(
  setting: Typed,
  { typed, settings }: { readonly typed: string; readonly settings: Settings },
): unknown {
  const text = typed.trim();
  if (setting.kind === 'text') return text;
  if (setting.kind === 'names')
    return text
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
  const number = text === '' ? undefined : Number(text.replace(',', '.'));
  return setting.kind === 'kept' ? { ...settings.checkpoints, [setting.field]: number } : number;
}

/** The schema's own words, from its first complaint. */
function wordsOf(issues: readonly { readonly code?: string | undefined; readonly message: string }[]): string {
  const [issue] = issues;
  if (!issue) return 'It cannot be this';
  const { minimum, maximum } = { minimum: undefined, maximum: undefined, ...issue } as Record<string, unknown>;
  if (issue.code === 'too_small') return `At least ${String(minimum)}`;
  if (issue.code === 'too_big') return `At most ${String(maximum)}`;
  return issue.code === 'invalid_type' ? 'A whole number is needed' : issue.message;
}
