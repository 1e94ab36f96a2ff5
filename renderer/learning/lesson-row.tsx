import { useState } from 'react';
import type { LessonStanding } from '../../core/learning/standing.ts';
import { isNote } from '../../core/learning/standing.ts';
import type { Lesson } from '../../core/model/learning/lesson.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { request } from '../window/request.ts';
import { openThread } from '../window/window-state.ts';
import { rungWords, standingTones } from './words.ts';

type LessonRowProps = { readonly lesson: Lesson; readonly standing: LessonStanding };

/** One that was answered: what became of it, and the way back while there is one. */
export function LessonRow({ lesson, standing }: LessonRowProps) {
  const [busy, setBusy] = useState(false);
  const { id, title, rung, answer, thread, reverted } = lesson;
  const landed = standing === 'watched' || standing === 'learnt' || standing === 'in shadow';
  const revert = async () => {
    setBusy(true);
    await request('lessons.revert', { lesson: id });
    setBusy(false);
  };
  const reason = reverted?.reason ?? answer?.reason ?? '';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2.5 last:border-b-0">
      <StateMark word={standing} tone={standingTones[standing]} className="w-24 text-sm" />
      <div className="min-w-60 flex-1">
        <p className="untrusted wrap-anywhere">{visible(title)}</p>
        <p className="untrusted text-sm text-ink-3">
          {rungWords[rung]}
          {reason !== '' && `: ${visible(reason)}`}
        </p>
      </div>
      {answer && (
        <span className="text-sm text-ink-3">
          <Elapsed since={answer.at} suffix=" ago" />
        </span>
      )}
      {thread && (
        <Button small look="quiet" onClick={() => openThread(thread)}>
          Open its thread
        </Button>
      )}
      {landed && !isNote(lesson) && lesson.goal === undefined && (
        <Button small disabled={busy} onClick={() => void revert()}>
          {busy ? 'Taking back…' : 'Take back'}
        </Button>
      )}
    </li>
  );
}
