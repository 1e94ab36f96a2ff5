import { useState } from 'react';
import { useSettings } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { request, tell } from '../window/request.ts';
import { LessonCard } from './lesson-card.tsx';
import { LessonRow } from './lesson-row.tsx';
import { useLessons } from './use-lessons.ts';

/** What was drawn from things that broke: what waits for an answer, and what became of the others. */
export function LessonsView() {
  const lessons = useLessons();
  const open = lessons.filter(({ standing }) => standing === 'open');
  const answered = lessons.filter(({ standing }) => standing !== 'open');
  return (
    <div tabIndex={0} role="region" aria-label="Lessons" className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-8">
        <Head />
        <section aria-label="Waiting for you" className="flex flex-col gap-3">
          <h2 className="text-sm font-medium text-ink-3">Waiting for you</h2>
          {open.length === 0 && (
            <p className="text-pretty text-ink-2">
              Nothing. What breaks three times the same way comes here by itself; a denial or a failed check you can
              make a lesson where you see it.
            </p>
          )}
          <ul className="flex flex-col gap-3">
            {open.map(({ lesson }) => (
              <LessonCard key={lesson.id} lesson={lesson} />
            ))}
          </ul>
        </section>
        {answered.length > 0 && (
          <section aria-label="Answered" className="flex flex-col gap-2">
            <h2 className="text-sm font-medium text-ink-3">Answered</h2>
            <ul className="flex flex-col overflow-hidden rounded-card border">
              {answered.map(({ lesson, standing }) => (
                <LessonRow key={lesson.id} lesson={lesson} standing={standing} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}

function Head() {
  const { learning } = useSettings();
  const [looking, setLooking] = useState(false);
  const look = async () => {
    setLooking(true);
    await request('lessons.look', {});
    setLooking(false);
  };
  return (
    <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="min-w-60 flex-1">
        <h1 className="text-xl font-semibold tracking-tight">Lessons</h1>
        <p className="text-pretty text-ink-2">
          Drawn from what broke, proven by a machine, decided by you. A new rule only watches for a week; what landed is
          watched for two, and can be taken back.
        </p>
      </div>
      <Button look="quiet" onClick={() => tell('settings.update', { patch: { learning: !learning } })}>
        {learning ? 'Stop drawing lessons' : 'Draw lessons by itself'}
      </Button>
      {learning && (
        <Button onClick={() => void look()} disabled={looking}>
          {looking ? 'Looking…' : 'Look now'}
        </Button>
      )}
    </header>
  );
}
