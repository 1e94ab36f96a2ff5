import { CommentId, InstructionId } from '../../../../core/ids.ts';
import type { WrittenComment } from '../../../../core/model/review/comment.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';
import { noThread } from './start-review.ts';

/** Remarks on a change set: the person's own, and what becomes of all of them. */
export function commentHandlers({
  orchestrator,
  newId,
}: Pick<Services, 'orchestrator' | 'newId'>): HandlersOf<'comments'> {
  const { state, dispatch } = orchestrator;
  return {
    'comments.add': async ({ thread: id, repo, path, line, side, text }, { by }) => {
      const thread = state.threads.get(id);
      if (!thread) return fail(noThread(id));
      const commit = thread.changes.find((change) => change.repo === repo)?.head;
      if (!commit) return fail({ code: 'nothing-to-comment', message: 'Nothing is recorded of this repo yet' });
      const [title = '', ...rest] = text.split('\n');
      const comment: WrittenComment = {
        ...{ id: CommentId.parse(newId('cmt')), author: { kind: 'person', by }, repo, commit, side, severity: 'note' },
        ...(path !== undefined && { path, ...(line !== undefined && { line }) }),
        ...(title.length > 300
          ? { title: `${title.slice(0, 299)}…`, body: text }
          : { title, body: rest.join('\n').trim() }),
      };
      const added = await dispatch({ type: 'comment.add', thread: id, comment });
      return added.ok ? ok({ comment: comment.id }) : added;
    },
    'comments.resolve': async ({ thread, comment }, { by }) => {
      const resolved = await dispatch({ type: 'comment.resolve', thread, comment, by });
      return resolved.ok ? ok({ done: true }) : resolved;
    },
    'comments.reopen': async ({ thread, comment }, { by }) => {
      const reopened = await dispatch({ type: 'comment.reopen', thread, comment, by });
      return reopened.ok ? ok({ done: true }) : reopened;
    },
    'comments.send': async ({ thread, comments }, { by }) => {
      const instruction = InstructionId.parse(newId('ins'));
      const sent = await dispatch({ type: 'comments.send', thread, comments, instruction, by });
      return sent.ok ? ok({ done: true }) : sent;
    },
  };
}
