import type { Snapshot } from '../../../../core/contract.ts';
import { readOrder } from '../../../../core/decisions/orders/read-order.ts';
import { Order } from '../../../../core/model/deciding/order.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Args, Option } from '../../command-line/command.ts';
import { findRepo } from '../../names.ts';

export const formOptions: Readonly<Record<string, Option>> = {
  when: {
    value: 'KEY=VALUE',
    about: 'what it is about, by hand: kind, source, name, repo, word, path or trust; the sentence is then only kept',
    many: true,
  },
  then: {
    value: 'TEXT',
    about: 'with --when: what is to be done, such as "dismiss", "hold", "is P1", "belongs to #7"',
  },
};

const Form = Order.pick({ words: true, when: true, then: true });
type Form = Pick<Order, 'words' | 'when' | 'then'>;

/** The form that a sentence is understood as, or that was built by hand. Nothing is guessed. */
export function readForm(args: Args, snapshot: Snapshot): Result<Form> {
  const words = args.positional('WORDS');
  const { repos, threads } = snapshot;
  const sources = [...new Set(snapshot.signals.map(({ signal }) => signal.source))];
  const byHand = args.values('when').length > 0;
  const read = readOrder(byHand ? (args.value('then') ?? '') : words, { repos, threads, sources });
  const left = read.left.map((word) => `“${word}”`).join(', ');
  if (left !== '') return fail(notUnderstood(`${left} ${read.left.length === 1 ? 'is' : 'are'} not understood`));
  if (!read.then)
    return fail(notUnderstood(byHand ? '--then says nothing to do' : 'It does not say what is to be done'));
  const when = byHand ? whenByHand(args.values('when'), snapshot) : ok(read.when);
  if (!when.ok) return when;
  const form = Form.safeParse({ words, when: when.value, then: read.then });
  if (form.success) return ok(form.data);
  const [{ path, message } = { path: [], message: 'it is no order' }] = form.error.issues;
  return fail(notUnderstood([...path.map(String), message].join(': ')));
}

function notUnderstood(message: string) {
  return {
    code: 'order-not-understood',
    message,
    next: 'Say it otherwise, or by hand: teatree orders add "…" --when kind=todo --when repo=web --then dismiss',
  };
}

function whenByHand(pairs: readonly string[], snapshot: Snapshot): Result<object> {
  const when: Record<string, unknown> & { words: string[]; paths: string[] } = { words: [], paths: [] };
  for (const pair of pairs) {
    const [key = '', ...rest] = pair.split('=');
    const value = rest.join('=');
    if (value === '') return fail({ code: 'bad-usage', message: `--when ${pair} is not KEY=VALUE` });
    if (key === 'word') when.words.push(value);
    else if (key === 'path') when.paths.push(value);
    else if (key === 'repo') {
      const repo = findRepo(snapshot, value);
      if (!repo.ok) return repo;
      when['repo'] = repo.value.id;
    } else when[key] = value;
  }
  return ok(when);
}
