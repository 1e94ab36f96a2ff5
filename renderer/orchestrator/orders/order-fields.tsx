import { RepoId, ThreadId } from '../../../core/ids.ts';
import { Priority } from '../../../core/model/attention/triage.ts';
import { authorityWords, possibleAuthorities } from '../../../core/model/deciding/authority.ts';
import { Authorities, Authority } from '../../../core/model/deciding/decision.ts';
import type { ChoiceAction } from '../../../core/model/deciding/decision.ts';
import type { OrderThen, OrderWhen } from '../../../core/model/deciding/order.ts';
import { SignalKind, Trust } from '../../../core/model/deciding/signal.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useRepos, useThreads } from '../../mirror/selectors.ts';
import { Field, Select, TextInput } from '../../ui/field.tsx';

type Form = { readonly when: OrderWhen; readonly then: OrderThen | undefined };
type FieldsProps = { readonly form: Form; readonly onChange: (form: Form) => void };
type Option = readonly [value: string, text: string];

/** The form of an order, built by hand. */
export function OrderFields({ form, onChange }: FieldsProps) {
  const { when, then } = form;
  const repos = useRepos();
  const patch = (more: Partial<Record<keyof OrderWhen, unknown>>) => {
    const all = Object.entries({ ...when, ...more }).filter(([, value]) => value !== undefined && value !== '');
    onChange({ then, when: Object.fromEntries(all) as OrderWhen });
  };
  const any: Option = ['', 'any'];
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
      <Choice
        label="Kind"
        value={when.kind ?? ''}
        options={[any, ...SignalKind.options.map((each): Option => [each, each])]}
        onChoose={(kind) => patch({ kind })}
      />
      <Choice
        label="Repo"
        value={when.repo ?? ''}
        options={[any, ...repos.map(({ id, name }): Option => [id, visible(name)])]}
        onChoose={(repo) => patch({ repo: repo === '' ? undefined : RepoId.parse(repo) })}
      />
      <Choice
        label="Trust"
        value={when.trust ?? ''}
        options={[any, ...Trust.options.map((each): Option => [each, each])]}
        onChoose={(trust) => patch({ trust })}
      />
      <Words label="Source" value={when.source ?? ''} onWrite={(source) => patch({ source })} />
      <Words label="Name at its source" value={when.name ?? ''} onWrite={(name) => patch({ name })} />
      <Words label="Words" value={when.words.join(' ')} onWrite={(text) => patch({ words: partsOf(text) })} />
      <Words
        label="Files or folders"
        value={when.paths.join(' ')}
        onWrite={(text) => patch({ paths: partsOf(text) })}
      />
      <ThenFields then={then} onChange={(next) => onChange({ when, then: next })} />
    </div>
  );
}

function partsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

const deeds: readonly Option[] = [
  ['', 'choose…'],
  ...Object.entries({
    ...{ dismiss: 'dismiss the signal', open: 'begin a thread', attach: 'it belongs to a thread' },
    ...{ priority: 'give a priority', boost: 'boost', hold: 'hold back', authority: 'who may decide' },
  }),
];

type ThenProps = { readonly then: OrderThen | undefined; readonly onChange: (then: OrderThen | undefined) => void };

function ThenFields({ then, onChange }: ThenProps) {
  const threads = useThreads();
  const [first] = threads;
  const begin: Readonly<Record<string, OrderThen | undefined>> = {
    ...{ dismiss: { do: 'dismiss' }, open: { do: 'open' }, hold: { do: 'hold' } },
    ...{ priority: { do: 'priority', priority: 'P1' }, boost: { do: 'boost', points: 10 } },
    authority: { do: 'authority', of: 'drop', who: 'person' },
    attach: first && { do: 'attach', into: first.thread },
  };
  return (
    <>
      <Choice label="Then" value={then?.do ?? ''} options={deeds} onChoose={(deed) => onChange(begin[deed])} />
      {then?.do === 'open' && (
        <Words
          label="Harness, or empty for the usual"
          value={then.harness ?? ''}
          onWrite={(harness) => onChange({ do: 'open', ...(harness !== '' && { harness }) })}
        />
      )}
      {then?.do === 'attach' && (
        <Choice
          label="Thread"
          value={then.into}
          options={threads.map(({ thread, number, title }): Option => [thread, `#${String(number)} ${visible(title)}`])}
          onChoose={(into) => onChange({ do: 'attach', into: ThreadId.parse(into) })}
        />
      )}
      {then?.do === 'priority' && (
        <Choice
          label="Priority"
          value={then.priority}
          options={Priority.options.map((each): Option => [each, each])}
          onChoose={(text) => onChange({ do: 'priority', priority: Priority.parse(text) })}
        />
      )}
      {then?.do === 'boost' && (
        <Words
          label="Points"
          value={String(then.points)}
          onWrite={(text) => onChange({ do: 'boost', points: Math.trunc(Number(text)) || 0 })}
        />
      )}
      {then?.do === 'authority' && <WhoFields then={then} onChange={onChange} />}
    </>
  );
}

function WhoFields({ then, onChange }: ThenProps & { readonly then: Extract<OrderThen, { do: 'authority' }> }) {
  const actions = Authorities.keyof().options;
  return (
    <>
      <Choice
        label="To decide"
        value={then.of}
        options={actions.map((each): Option => [each, each])}
        onChoose={(of) => onChange({ do: 'authority', of: of as ChoiceAction, who: 'person' })}
      />
      <Choice
        label="Is for"
        value={then.who}
        options={possibleAuthorities(then.of).map((each): Option => [each, authorityWords[each]])}
        onChoose={(who) => onChange({ ...then, who: Authority.parse(who) })}
      />
    </>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string) => void;
};

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <Field label={label}>
      {(named) => (
        <Select {...named} value={value} onChange={(event) => onChoose(event.target.value)}>
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type WordsProps = { readonly label: string; readonly value: string; readonly onWrite: (value: string) => void };

/** Saved as it is typed; what stands between blanks is one each, so the text is kept until it is left. */
function Words({ label, value, onWrite }: WordsProps) {
  return (
    <Field label={label}>
      {(named) => (
        <TextInput {...named} key={label} defaultValue={value} onChange={(event) => onWrite(event.target.value)} />
      )}
    </Field>
  );
}
