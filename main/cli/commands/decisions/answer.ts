import { stateOf } from '../../../../core/contract/recorded.ts';
import type { Snapshot } from '../../../../core/contract.ts';
import type { Proposal } from '../../../../core/decisions/proposal.ts';
import { proposalsOf } from '../../../../core/decisions/rules.ts';
import { choiceWords } from '../../../../core/decisions/words.ts';
import { DecisionId } from '../../../../core/ids.ts';
import { Size } from '../../../../core/model/attention/triage.ts';
import type { Failure, Result } from '../../../../core/result.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Args, Command } from '../../command-line/command.ts';
import { snapshotThere } from '../../factory/snapshot-there.ts';
import { findRepos, findThread } from '../../names.ts';
import { cleanLine } from '../../screen.ts';
import { readRecipeChoice } from '../thread/new.ts';

const actions = ['drop', 'keep', 'open', 'attach', 'dismiss', 'link', 'supersede', 'apart'] as const;

export const decisionsAnswer: Command = {
  name: 'decisions answer',
  about: 'Decide what is proposed, as proposed or otherwise',
  positionals: [{ name: 'WHICH', about: 'a thread by its number, a signal by its id, or the key of the proposal' }],
  options: {
    action: { value: 'ACTION', about: `${actions.join(', ')}; otherwise what is proposed` },
    reason: { value: 'TEXT', about: 'why' },
    size: { value: 'N', about: 'for keep: a new estimate, 1, 2, 3, 5 or 8' },
    into: { value: 'THREAD', about: 'for attach: the thread that works on it; for supersede: the one that goes on' },
    repos: { value: 'A,B', about: 'for open: where the work is to be done' },
    harness: { value: 'NAME', about: 'for open: who works on it' },
    recipe: { value: 'NAME|FILE', about: 'for open: a recipe' },
    input: { value: 'KEY=VALUE', about: "a value for one of the recipe's inputs", many: true },
  },
  async run({ args, screen, connect }) {
    const recipe = await readRecipeChoice(args);
    if (!recipe.ok) return recipe;
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { call, snapshot } = there.value;
    const proposal = findProposal(snapshot, args.positional('WHICH'));
    if (!proposal.ok) return proposal;
    const given = readGiven(args, snapshot, proposal.value);
    if (!given.ok) return given;
    const answered = await call('decisions.answer', {
      ...given.value,
      ...(recipe.value && { recipe: recipe.value }),
    });
    if (!answered.ok) return answered;
    const state = stateOf(snapshot);
    const done =
      given.value.action === proposal.value.choice.action
        ? choiceWords(state, proposal.value.choice)
        : given.value.action;
    screen.print(answered.value, `Decided: ${cleanLine(done, 120)} (${answered.value.decision})`);
    return ok(0);
  },
};

function findProposal(snapshot: Snapshot, which: string): Result<Proposal> {
  const proposals = proposalsOf(stateOf(snapshot), Date.now());
  const number = /^#?(\d+)$/.exec(which)?.[1];
  const thread = number === undefined ? which : snapshot.threads.find((each) => each.number === Number(number))?.thread;
  const found = proposals.find(
    ({ key, choice }) => key === which || ('thread' in choice ? choice.thread === thread : choice.signal === which),
  );
  return found ? ok(found) : fail(nothingProposed(which));
}

function nothingProposed(which: string): Failure {
  return {
    code: 'proposal-over',
    message: `Nothing is proposed about ${which}`,
    next: 'See what is: teatree decisions list --open',
  };
}

function readGiven(args: Args, snapshot: Snapshot, { key, choice }: Proposal) {
  const named = args.value('action') ?? choice.action;
  const action = actions.find((each) => each === named);
  if (!action) return fail({ code: 'bad-usage', message: `--action ${named} is none of ${actions.join(', ')}` });
  const more = readMore(args, snapshot);
  if (!more.ok) return more;
  const [reason, harness] = [args.value('reason'), args.value('harness')];
  return ok({
    ...{ key, action, ...more.value },
    ...(reason !== undefined && { reason }),
    ...(harness !== undefined && { harness }),
  });
}

/** What has to be there, or to be a number. */
function readMore(args: Args, snapshot: Snapshot) {
  const [into, where, size] = [args.value('into'), args.value('repos'), args.value('size')];
  const thread = into === undefined ? undefined : findThread(snapshot, into);
  if (thread && !thread.ok) return thread;
  const repos = where === undefined ? undefined : findRepos(snapshot, where);
  if (repos && !repos.ok) return repos;
  const sized = size === undefined ? undefined : Size.safeParse(Number(size));
  if (sized && !sized.success)
    return fail({ code: 'bad-usage', message: `--size ${size ?? ''} is none of 1, 2, 3, 5, 8` });
  return ok({
    ...(thread && { into: thread.value.thread }),
    ...(repos && { repos: repos.value.map(({ id }) => id) }),
    ...(sized && { size: sized.data }),
  });
}

export const decisionsUndo: Command = {
  name: 'decisions undo',
  about: 'Take a decision back: what it did is undone, and it is asked again',
  positionals: [{ name: 'DECISION', about: 'its id' }],
  async run({ args, screen, connect }) {
    const id = DecisionId.safeParse(args.positional('DECISION'));
    if (!id.success)
      return fail({
        code: 'bad-usage',
        message: `${args.positional('DECISION')} is not a dec_… id`,
        next: 'List them: teatree decisions list',
      });
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const undone = await connection.value.call('decisions.undo', { decision: id.data });
    if (!undone.ok) return undone;
    screen.print({ decision: id.data, undone: true }, `${id.data} is undone`);
    return ok(0);
  },
};
