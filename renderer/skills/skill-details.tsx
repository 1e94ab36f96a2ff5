import { useState } from 'react';
import { fieldWords } from '../../core/skills/field.ts';
import type { SkillField } from '../../core/skills/field.ts';
import { archivedWhy } from '../../core/skills/listed-skill.ts';
import type { SkillInfo } from '../../core/skills/listed-skill.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';
import { Fact, Facts } from '../ui/section.tsx';
import { request } from '../window/request.ts';
import { useAnswer } from '../window/use-answer.ts';

type SkillDetailsProps = {
  readonly skill: SkillInfo;
  readonly field: SkillField | undefined;
  readonly onChanged: () => void;
};

/** When it is given, what it costs, how work went with and without it, and its text. */
export function SkillDetails({ skill, field, onChanged }: SkillDetailsProps) {
  const { name, appliesTo, tokens, why, folder, hash, problems } = skill;
  const shown = useAnswer('skills.show', { name });
  return (
    <div className="flex flex-col gap-4 border-t bg-canvas px-4 py-4 sm:pl-11.5">
      {problems.map(({ line, message }) => (
        <Problem key={`${String(line)} ${message}`} message={`SKILL.md:${String(line)}: ${message}`} />
      ))}
      <div className="flex flex-wrap items-start gap-4">
        <div className="min-w-60 flex-1">
          <Facts>
            {why !== undefined && <Fact name="Not given">{why}</Fact>}
            <Fact name="Given for">{appliesTo.length > 0 ? appliesTo.join('; ') : 'all runs'}</Fact>
            <Fact name="Cost">{`${String(tokens)} tokens of each run, whether it is opened or not`}</Fact>
            {field && <Fact name="Where it was taken up">{fieldWords(field.withIt)}</Fact>}
            {field && <Fact name="Where it was not">{fieldWords(field.without)}</Fact>}
            {folder !== undefined && (
              <Fact name="Folder" mono>
                {folder}
              </Fact>
            )}
            {hash !== undefined && (
              <Fact name="Hash" mono>
                {hash.slice(0, 16)}
              </Fact>
            )}
          </Facts>
        </div>
        <Archive skill={skill} onChanged={onChanged} />
      </div>
      {shown?.ok && (
        <pre
          tabIndex={0}
          aria-label={`Text of ${name}`}
          className="untrusted max-h-80 overflow-y-auto rounded-control border bg-card px-3 py-2 font-mono text-code whitespace-pre-wrap text-ink-2 select-text"
        >
          {visible(shown.value.text)}
        </pre>
      )}
    </div>
  );
}

function Archive({ skill: { name, why }, onChanged }: Pick<SkillDetailsProps, 'skill' | 'onChanged'>) {
  const [busy, setBusy] = useState(false);
  const archived = why === archivedWhy;
  const change = async () => {
    setBusy(true);
    await request('skills.archive', { name, archived: !archived });
    setBusy(false);
    onChanged();
  };
  return (
    <Button look="quiet" disabled={busy} onClick={() => void change()}>
      {archived ? 'Bring it back' : 'Archive'}
    </Button>
  );
}
