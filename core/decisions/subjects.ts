import type { SignalId, ThreadId } from '../ids.ts';
import type { Choice } from '../model/deciding/decision.ts';

/** What a choice is about, the one that it changes first. The thread that an `open` begins is not there before. */
export function subjectsOf(choice: Choice): readonly (ThreadId | SignalId)[] {
  switch (choice.action) {
    case 'link':
      return [choice.thread, choice.edge.to];
    case 'supersede':
      return [choice.thread, choice.into];
    case 'apart':
      return [choice.thread, choice.from];
    case 'attach':
      return [choice.signal, choice.into];
    default:
      return 'thread' in choice ? [choice.thread] : [choice.signal];
  }
}

/** Whether both do the same to the same; in which words plays no part. */
export function sameChoice(a: Choice, b: Choice): boolean {
  const deed = (choice: Choice) =>
    [choice.action, choice.action === 'link' ? choice.edge.kind : '', ...subjectsOf(choice)].join(' ');
  return deed(a) === deed(b);
}
