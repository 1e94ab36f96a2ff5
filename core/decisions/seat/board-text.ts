import { named } from '../../brief/quote.ts';
import { turnsOf } from '../../loop/plan/turns.ts';
import type { FactoryState } from '../../loop/state.ts';
import { isOpen } from '../../model/deciding/signal.ts';
import { untriaged } from '../../model/attention/triage.ts';
import { isUnfinished } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import { standing } from '../../views/board.ts';
import { boardPrint } from '../board-print.ts';
import { proposalsOf } from '../rules.ts';

/** About 3000 tokens. What does not fit is counted, not cut in the middle. */
const mostCharacters = 11_000;

/**
 * The board as a model reads it: one line per proposal, thread and signal. Titles are quoted, on one line and short; bodies,
 * goals and outputs are not in it.
 */
export function boardText(state: FactoryState, now: number): string {
  const lines = [...proposalLines(state, now), ...threadLines(state), ...signalLines(state)];
  const shown: string[] = [`board ${boardPrint(state)}`];
  let room = mostCharacters - 60;
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    shown.push(line);
  }
  const more = lines.length - (shown.length - 1);
  return [...shown, ...(more > 0 ? [`and ${String(more)} more lines that are not shown`] : [])].join('\n');
}

function proposalLines(state: FactoryState, now: number): readonly string[] {
  return proposalsOf(state, now).map(({ key, choice, alternatives, reason }) => {
    const answers = [choice.action, ...alternatives].join('|');
    return `proposal ${key} ${answers} ${named(reason, 100)}`;
  });
}

function threadLines({ threads, repos }: FactoryState): readonly string[] {
  const turns = turnsOf({ threads, repos });
  const nameOf = (id: Thread['repos'][number]) => repos.get(id)?.name ?? id;
  return [...threads.values()].filter(isUnfinished).map((thread) => {
    const { priority, size } = thread.triage ?? untriaged;
    const waits = turns.blockersOf(thread.thread).map(({ number }) => `#${String(number)}`);
    const waiting = waits.length === 0 ? '' : ` waits-for=${waits.join(',')}`;
    const where = thread.repos.slice(0, 3).map(nameOf).join(',');
    const { word } = standing(thread, undefined);
    return `thread #${String(thread.number)} ${priority} size=${String(size)} ${word} in=${where}${waiting} ${named(thread.title, 60)}`;
  });
}

function signalLines({ signals }: FactoryState): readonly string[] {
  return [...signals.values()]
    .filter(isOpen)
    .map(
      ({ signal }) =>
        `signal ${signal.id} ${signal.kind} of ${signal.source} ${signal.trust} ${named(signal.title, 60)}`,
    );
}
