import { named } from '../../brief/quote.ts';
import type { FactoryState } from '../../loop/state.ts';
import { authorityWords } from '../../model/deciding/authority.ts';
import type { OrderThen, OrderWhen } from '../../model/deciding/order.ts';
import { trustWords } from '../intake.ts';

type Named = Pick<FactoryState, 'threads' | 'repos'>;

/** The form of an order, for the review of it: `kind todo, in web → dismiss`. */
export function formWords(
  state: Named,
  { when, then }: { readonly when: OrderWhen; readonly then: OrderThen },
): string {
  return `${whenWords(state, when)} → ${thenWords(state, then)}`;
}

function whenWords({ repos }: Named, { source, kind, name, repo, words, paths, trust }: OrderWhen): string {
  return [
    ...(kind === undefined ? [] : [`kind ${kind}`]),
    ...(source === undefined ? [] : [`from ${source}`]),
    ...(name === undefined ? [] : [`called ${named(name, 100)}`]),
    ...(repo === undefined ? [] : [`in ${repos.get(repo)?.name ?? repo}`]),
    ...(words.length === 0 ? [] : [`with the words ${words.map((word) => named(word, 60)).join(' and ')}`]),
    ...(paths.length === 0 ? [] : [`touching ${paths.map((path) => named(path, 100)).join(' or ')}`]),
    ...(trust === undefined ? [] : [trustWords[trust]]),
  ].join(', ');
}

function thenWords({ threads }: Named, then: OrderThen): string {
  switch (then.do) {
    case 'dismiss':
      return 'dismiss the signal';
    case 'open':
      return `begin a thread${then.harness === undefined ? '' : ` with ${then.harness}`}`;
    case 'attach':
      return `it belongs to #${String(threads.get(then.into)?.number ?? '?')}`;
    case 'priority':
      return `priority ${then.priority}`;
    case 'boost':
      return `boost ${String(then.points)}`;
    case 'hold':
      return 'hold it back';
    default:
      return then.of === 'drop' && then.who === 'person'
        ? 'never drop it without asking'
        : `${then.of} is decided by ${authorityWords[then.who]}`;
  }
}
