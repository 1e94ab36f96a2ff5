import { useState } from 'react';
import type { Finding } from '../../core/contract/doctor-methods.ts';
import type { Result } from '../../core/result.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { useAnswer } from '../window/use-answer.ts';
import { Ailments } from './ailments.tsx';
import { Sound } from './sound.tsx';
import { Workspaces } from './workspaces.tsx';

/** Whether everything holds that the factory rests on, and one click per thing that can be mended. */
export function DoctorView() {
  const { found, looking, lookAgain } = useExamination();
  return (
    <div tabIndex={0} role="region" aria-label="Doctor" className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-6">
        <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <div className="min-w-60 flex-1">
            <h1 className="text-xl font-semibold tracking-tight">Doctor</h1>
            <p className="text-pretty text-ink-2">
              What teatree rests on, looked at one by one. A repair never deletes: what goes lies in the trash for 7
              days.
            </p>
          </div>
          <Button onClick={lookAgain} disabled={looking}>
            {looking ? 'Looking…' : 'Look again'}
          </Button>
        </header>
        {found?.ok === false && <Problem message={found.error.message} next={found.error.next} />}
        {found?.ok && <Findings all={found.value} onMended={lookAgain} />}
        {!found && <Waiting text="Looking at the factory" />}
      </div>
    </div>
  );
}

function Findings({ all, onMended }: { readonly all: readonly Finding[]; readonly onMended: () => void }) {
  return (
    <>
      <Ailments findings={all.filter(({ state }) => state !== 'ok')} onMended={onMended} />
      <Workspaces />
      <Sound findings={all.filter(({ state }) => state === 'ok')} />
    </>
  );
}

/** What was found last stands while the doctor looks again. */
function useExamination() {
  const [look, setLook] = useState(1);
  const [last, setLast] = useState<Result<readonly Finding[]>>();
  const answer = useAnswer('app.doctor', {}, String(look));
  if (answer && answer !== last) setLast(answer);
  return { found: answer ?? last, looking: !answer, lookAgain: () => setLook(look + 1) };
}
