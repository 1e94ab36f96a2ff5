import { named } from '../brief/quote.ts';
import type { TriagePatch } from '../model/attention/triage.ts';
import type { Choice, Decision } from '../model/deciding/decision.ts';
import type { FactoryState } from '../loop/state.ts';
import { linkWords } from '../views/attention/links.ts';

type Named = Pick<FactoryState, 'threads' | 'signals'>;

/** What a choice does, for people: `drop #3 "Fix the crash"`. */
export function choiceWords({ threads, signals }: Named, choice: Choice): string {
  const thread = (id: Extract<Choice, { thread: unknown }>['thread']) => {
    const known = threads.get(id);
    return known ? `#${String(known.number)} ${named(known.title, 80)}` : id;
  };
  const signal = (id: Extract<Choice, { signal: unknown }>['signal']) => {
    const known = signals.get(id);
    return known ? named(known.signal.title, 80) : id;
  };
  switch (choice.action) {
    case 'link':
      return `${thread(choice.thread)} ${linkWords[choice.edge.kind]} ${thread(choice.edge.to)}`;
    case 'supersede':
      return `drop ${thread(choice.thread)} in favour of ${thread(choice.into)}`;
    case 'apart':
      return `${thread(choice.thread)} is not about the same as ${thread(choice.from)}`;
    case 'open': {
      const into = choice.into === undefined ? 'a new thread' : thread(choice.into);
      return `begin ${into} for ${signal(choice.signal)}`;
    }
    case 'attach':
      return `${signal(choice.signal)} belongs to ${thread(choice.into)}`;
    case 'dismiss':
      return `dismiss ${signal(choice.signal)}`;
    case 'hold':
      return `hold ${thread(choice.thread)} back`;
    case 'triage':
      return `weigh ${thread(choice.thread)}: ${patchWords(choice.patch)}`;
    case 'keep':
      return `keep ${thread(choice.thread)}${choice.size ? ` as size ${String(choice.size)}` : ''}`;
    default:
      return `${choice.action} ${thread(choice.thread)}`;
  }
}

/** `priority P1, boost 50` */
function patchWords(patch: TriagePatch): string {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}

const authors = { rule: 'the rules', model: 'the model', person: 'you' } as const;

export function authorWords({ by, order }: Pick<Decision, 'by' | 'order'>): string {
  return order === undefined ? authors[by] : 'your order';
}
