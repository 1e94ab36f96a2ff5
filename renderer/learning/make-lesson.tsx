import { useState } from 'react';
import type { LessonWish } from '../../core/contract/lesson-methods.ts';
import { Button } from '../ui/button.tsx';
import { request } from '../window/request.ts';
import { go } from '../window/window-state.ts';

/** On whatever the gate denied or a check found: what is not to happen again becomes a lesson, which is then decided. */
export function MakeLesson({ of }: { readonly of: LessonWish['of'] }) {
  const [busy, setBusy] = useState(false);
  const make = async (as: LessonWish['as']) => {
    setBusy(true);
    const made = await request('lessons.make', { of, as });
    setBusy(false);
    if (made.ok) go({ view: 'lessons' });
  };
  return (
    <div role="group" aria-label="Learn from it" className="flex flex-wrap gap-1">
      <Button small look="quiet" disabled={busy} onClick={() => void make('rule')}>
        Make this a rule
      </Button>
      <Button small look="quiet" disabled={busy} onClick={() => void make('eval')}>
        Make this an eval
      </Button>
    </div>
  );
}
