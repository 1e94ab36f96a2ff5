import type { EffectiveCommand, Word } from '../../../model/action.ts';
import { note, type Frame, type Invocation } from '../session.ts';
import { outputOf } from './output.ts';

/** Notes the command as one that would really run. */
export function runPlain(invocation: Invocation, frame: Frame): Word {
  const command: EffectiveCommand = {
    ...invocation,
    cwd: frame.scope.cwd,
    ...(frame.stdin ? { stdin: frame.stdin.rest } : {}),
  };
  note(frame, { kind: 'command', command, segment: invocation.segment });
  return outputOf(invocation, frame);
}
