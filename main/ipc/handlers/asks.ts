import type { AskId } from '../../../core/ids.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Actor, Answer, Ask } from '../../../core/model/ask.ts';
import type { AskAt } from '../../../core/model/gate.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { exported } from '../../../core/views/history/export.ts';
import { filterHistory } from '../../../core/views/history/filter.ts';
import { answeredAsks } from '../../../core/views/inbox.ts';
import type { HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';

type Desk = Pick<Services, 'orchestrator' | 'policy' | 'now' | 'desktop'>;

export function askHandlers(desk: Desk): HandlersOf<'asks'> {
  return {
    'asks.answer': async ({ ask, generation, answer }, { by }) => {
      const answered = await answerOne(desk, { ask, generation }, { answer, by });
      return answered.ok ? ok({ done: true }) : answered;
    },
    'asks.answerGroup': async ({ asks, answer }, { by }) => {
      const results: { readonly ask: AskId; readonly result: Result<unknown> }[] = [];
      let given = answer;
      for (const at of asks) {
        const result = await answerOne(desk, at, { answer: given, by });
        results.push({ ask: at.ask, result });
        // One rule is enough for the whole group.
        if (result.ok && writesRule(given)) given = { kind: 'approve', scope: 'once' };
      }
      return ok({
        answered: results.flatMap(({ ask, result }) => (result.ok ? [ask] : [])),
        refused: results.flatMap(({ ask, result }) =>
          result.ok ? [] : [{ ask, code: result.error.code, message: result.error.message }],
        ),
      });
    },
    'asks.export': async ({ filter, format }) => {
      const { state } = desk.orchestrator;
      const rows = filterHistory(answeredAsks(state), filter, desk.now());
      if (!desk.desktop)
        return fail({ code: 'no-window', message: 'No window can ask where', next: 'Use: teatree ask history' });
      const text = exported(rows, format, state.repos);
      const saved = await desk.desktop.saveText({ name: `decisions.${format}`, text });
      return saved.ok ? ok({ rows: rows.length, file: saved.value }) : saved;
    },
  };
}

type Given = { readonly answer: Answer; readonly by: Actor };

/** Where the answer writes a rule, the answer is on record first: a rule nobody asked for must not come out of a crash. */
async function answerOne(
  { orchestrator, policy }: Desk,
  { ask: id, generation }: AskAt,
  { answer, by }: Given,
): Promise<Result<unknown>> {
  const found = findAsk(orchestrator.state, id);
  if (!found.ok) return found;
  const { ask, thread } = found.value;
  const scope = answer.kind === 'approve' ? answer.scope : 'once';
  const rule = scope === 'repo' || scope === 'always' ? await policy.draft({ ask, thread, scope }) : undefined;
  if (rule && !rule.ok) return rule;
  const answered = await orchestrator.dispatch({
    ...{ type: 'ask.answer', thread: thread.thread, ask: id },
    ...{ generation, answer, by },
  });
  if (!answered.ok || !rule) return answered;
  const added = await policy.addRules(rule.value, { ask: id, by });
  if (added.ok) return added;
  return fail({
    ...added.error,
    message: `It was approved this once, but the rule was not written: ${added.error.message}`,
  });
}

function writesRule(answer: Answer): boolean {
  return answer.kind === 'approve' && (answer.scope === 'repo' || answer.scope === 'always');
}

export function findAsk(state: FactoryState, id: AskId): Result<{ readonly ask: Ask; readonly thread: Thread }> {
  for (const thread of state.threads.values()) {
    const ask = thread.asks.find((each) => each.id === id);
    if (ask) return ok({ ask, thread });
  }
  return fail({ code: 'ask-not-found', message: `There is no ask ${id}`, next: 'List them: teatree ask list' });
}
