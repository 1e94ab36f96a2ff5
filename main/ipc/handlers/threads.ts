import type { Done } from '../../../core/contract/method.ts';
import { olderThan } from '../../../core/contract/recorded.ts';
import { ClearId, InstructionId, LandingId } from '../../../core/ids.ts';
import type { Command } from '../../../core/loop/command.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { openTerminal } from '../../process/in-terminal.ts';
import type { Handler, HandlersOf } from '../handler.ts';
import type { Services } from '../services.ts';
import { createThread, previewBrief } from './thread/create.ts';
import { chooseHarness } from './thread/harness.ts';
import { landTogether } from './thread/land-together.ts';
import { chooseMode } from './thread/mode.ts';
import { noThread, startReview } from './thread/start-review.ts';
import { titleOf } from './thread/title.ts';
import { weightHandlers } from './thread/weight.ts';

export function threadHandlers(services: Services): HandlersOf<'threads'> {
  const { orchestrator } = services;
  const dispatch = async (command: Command): Promise<Result<Done>> => {
    const result = await orchestrator.dispatch(command);
    return result.ok ? ok({ done: true }) : result;
  };
  return {
    'threads.create': (input) => createThread(services, input),
    'threads.older': ({ below }) => ok({ seq: orchestrator.seq(), ...olderThan(below, orchestrator.state) }),
    'threads.previewBrief': (input) => previewBrief(services, input),
    'threads.message': ({ thread, text, delivery }, { by }) => {
      const instruction = { id: InstructionId.parse(services.newId('ins')), kind: 'message', text, delivery } as const;
      return dispatch({ type: 'thread.instruct', thread, instruction, by });
    },
    'threads.halt': ({ thread, halt }, { by }) => dispatch({ type: 'thread.halt', thread, halt, by }),
    'threads.takeOver': async ({ thread }, { by }) => {
      if (orchestrator.state.threads.get(thread)?.halt?.kind === 'taken-over') return services.takeOver(thread);
      const halted = await dispatch({ type: 'thread.halt', thread, halt: 'taken-over', by });
      return halted.ok ? services.takeOver(thread) : halted;
    },
    'threads.brief': ({ thread: id, run }) => {
      const thread = orchestrator.state.threads.get(id);
      return thread ? services.briefs.view(thread, run) : fail(noThread(id));
    },
    'threads.switchHarness': async ({ thread, ...choice }, { by }) => {
      const harness = await chooseHarness(services, choice);
      return harness.ok ? dispatch({ type: 'thread.switch', thread, harness: harness.value, by }) : harness;
    },
    'threads.chooseMode': (input, { by }) => chooseMode(services, input, by),
    'threads.review': (input, { by }) => startReview(services, input, by),
    'threads.cancelReview': ({ thread, review }, { by }) => dispatch({ type: 'review.cancel', thread, review, by }),
    'threads.openTerminal': async ({ thread }) => {
      if (orchestrator.state.threads.get(thread)?.halt?.kind !== 'taken-over')
        return fail({
          code: 'not-taken-over',
          message: 'You have not taken this thread over',
          next: 'Take it over first',
        });
      const command = await services.takeOver(thread);
      const opened = command.ok ? await openTerminal(command.value) : command;
      return opened.ok ? ok({ done: true }) : opened;
    },
    'threads.resume': ({ thread, message }, { by }) => dispatch({ type: 'thread.resume', thread, message, by }),
    ...weightHandlers(dispatch),
    'threads.similar': async (input) =>
      ok(await services.similar.find({ ...input, title: input.title ?? titleOf(input.goal) })),
    'threads.drop': ({ thread, reason }, { by }) => dispatch({ type: 'thread.drop', thread, reason, by }),
    'threads.check': ({ thread }, { by }) => dispatch({ type: 'thread.check', thread, by }),
    'threads.approve': ({ thread, heads }, { by }) =>
      dispatch({ type: 'thread.clear', thread, clear: newClear(services), heads, at: services.now(), by }),
    'threads.land': landThread(services, dispatch),
    'threads.landTogether': landTogether(services),
  };
}

/** With heads it is one click for two decisions: these commits are approved, and they land now. */
function landThread(
  services: Services,
  dispatch: (command: Command) => Promise<Result<Done>>,
): Handler<'threads.land'> {
  return async ({ thread, heads }, { by }) => {
    if (heads) {
      const cleared = await dispatch({
        type: 'thread.clear',
        thread,
        clear: newClear(services),
        heads,
        at: services.now(),
        by,
      });
      if (!cleared.ok) return cleared;
    }
    return dispatch({ type: 'thread.land', thread, landing: LandingId.parse(services.newId('lnd')), by });
  };
}

function newClear(services: Pick<Services, 'newId'>): ClearId {
  return ClearId.parse(services.newId('clr'));
}
