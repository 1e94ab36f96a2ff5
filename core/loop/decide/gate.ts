import { samePauseTarget } from '../../model/gate.ts';
import type { Pause } from '../../model/gate.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Command } from '../command.ts';
import type { FactoryEvent } from '../event.ts';
import type { FactoryState } from '../state.ts';

type GateCommand = Extract<Command, { type: `gate.${string}` }>;

/** The person's switch: nothing that is asked of it is refused but what makes no sense. */
export function decideGate(state: FactoryState, command: GateCommand): Result<readonly FactoryEvent[]> {
  switch (command.type) {
    case 'gate.pause': {
      const { target, until, by } = command;
      if (target.kind === 'thread' && !state.threads.has(target.thread))
        return fail({ code: 'thread-not-found', message: `There is no thread ${target.thread}` });
      return ok([{ type: 'gate.paused', target, by, ...(until === undefined ? {} : { until }) }]);
    }
    case 'gate.resume':
      return state.gate.pauses.some((pause: Pause) => samePauseTarget(pause.target, command.target))
        ? ok([{ type: 'gate.resumed', target: command.target, by: command.by }])
        : fail({ code: 'not-paused', message: 'This is not paused', next: 'See what is: teatree gate report' });
    case 'gate.record':
      return ok([command.event]);
  }
}
