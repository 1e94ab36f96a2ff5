import { authorityWords, possibleAuthorities, refusedAuthority } from '../../core/model/deciding/authority.ts';
import { Authorities } from '../../core/model/deciding/decision.ts';
import type { Authority, ChoiceAction } from '../../core/model/deciding/decision.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Select } from '../ui/field.tsx';
import { tell } from '../window/request.ts';

const actions: readonly { readonly action: ChoiceAction; readonly text: string }[] = [
  { action: 'drop', text: 'Drop a thread that a machine saw is dead; branches are kept' },
  { action: 'keep', text: 'Keep a thread that is proposed to be dropped' },
  { action: 'revive', text: 'Bring a dropped thread back' },
  { action: 'link', text: 'Link threads that are proven to be the same' },
  { action: 'supersede', text: 'Go on with only one of two that are the same' },
  { action: 'apart', text: 'Say that two threads are not the same' },
  { action: 'triage', text: 'Weigh a thread: priority, size, boost' },
  { action: 'hold', text: 'Hold a thread back' },
  { action: 'open', text: 'Begin a thread for a signal' },
  { action: 'attach', text: 'Say which thread a signal belongs to' },
  { action: 'dismiss', text: 'Dismiss a signal' },
];
const defaults = Authorities.parse({});

/** Who may decide what without asking, with the default and why some may not. */
export function AuthoritySettings() {
  return (
    <section aria-label="Who may decide" className="flex flex-col gap-1 border-b py-4">
      <h3 className="font-medium">Who may decide</h3>
      <p className="pb-2 text-sm text-pretty text-ink-2">
        Without asking you: the rules, only on evidence that a machine checked; a model, what it may answer to a
        proposal, and the rules as well. Everything can be taken back. Your standing orders come before this table.
      </p>
      <ul className="flex flex-col">
        {actions.map(({ action, text }) => (
          <Row key={action} action={action} text={text} />
        ))}
      </ul>
    </section>
  );
}

function Row({ action, text }: (typeof actions)[number]) {
  const { authority } = useSettings();
  const possible = possibleAuthorities(action);
  const refused = refusedAuthority(action, 'rule') ?? refusedAuthority(action, 'model');
  return (
    <li className="flex items-center justify-between gap-6 py-1.5">
      <span className="min-w-0 text-sm">
        {text}
        <span className="block text-pretty text-ink-3">
          {authority[action] !== defaults[action] && `By default: ${authorityWords[defaults[action]]}. `}
          {refused !== undefined &&
            `Not ${possible.includes('model') ? 'the rules' : 'the rules or a model'}: ${refused}`}
        </span>
      </span>
      <div className="w-40 shrink-0">
        <Select
          aria-label={`Who may decide: ${action}`}
          value={authority[action]}
          disabled={possible.length === 1 && authority[action] === possible[0]}
          onChange={(event) =>
            tell('settings.update', {
              patch: { authority: { ...authority, [action]: event.target.value as Authority } },
            })
          }
        >
          {(['rule', 'model', 'person'] as const).map((who) => (
            <option key={who} value={who} disabled={!possible.includes(who)}>
              {authorityWords[who]}
            </option>
          ))}
        </Select>
      </div>
    </li>
  );
}
