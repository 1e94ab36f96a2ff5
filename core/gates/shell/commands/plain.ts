import type { EffectiveCommand, Word } from '../../../model/action.ts';
import { note, type Frame, type Invocation } from '../session.ts';
import { outputOf } from './output.ts';

/** Notes the command as one that would really run. */
export function runPlain(invocation: Invocation, frame: Frame): Word {
  const { argv, env, segment } = invocation;
  const plain = { argv, env, segment, cwd: frame.scope.cwd };
  const command: EffectiveCommand = frame.stdin ? { ...plain, stdin: frame.stdin.rest } : plain;
  note(frame, { kind: 'command', command, segment });
  return outputOf(invocation, frame);
}
