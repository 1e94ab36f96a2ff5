import { seatRefusal } from '../../core/decisions/seat/who-can-sit.ts';
import type { SeatSetting, Settings } from '../../core/settings.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useHarnesses } from '../mirror/harnesses.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Select } from '../ui/field.tsx';
import { tell } from '../window/request.ts';
import { Entry, Setting } from './setting.tsx';

function save(seat: Settings['seat']): void {
  tell('settings.update', { patch: { seat } });
}

/** Which model says what it would decide, if any; who cannot have the seat, and why. */
export function SeatSettings() {
  const { seat } = useSettings();
  const found = useHarnesses();
  const all = found?.ok ? found.value.map((harness) => ({ ...harness, refusal: seatRefusal(harness) })) : [];
  const refused = all.filter(({ refusal }) => refusal !== undefined);
  const seated = seat === 'off' ? undefined : seat.harness;
  const choose = (id: string) => {
    if (id === '') return save('off');
    // A model's name means nothing to another harness.
    return save({ harness: id, everyMinutes: seat === 'off' ? 60 : seat.everyMinutes });
  };
  return (
    <section aria-label="The model’s seat" className="flex flex-col border-b pb-3">
      <Setting
        title="The model’s seat"
        text="A model reads the board and says what it would decide, with no tool but ours. What it may not decide alone is advice."
        plain
      >
        <Select aria-label="The model’s seat" value={seated ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">Off: rules alone</option>
          {seated !== undefined && !all.some(({ id }) => id === seated) && <option value={seated}>{seated}</option>}
          {all.map(({ id, title, refusal }) => (
            <option key={id} value={id} disabled={refusal !== undefined && id !== seated}>
              {visible(title)}
            </option>
          ))}
        </Select>
      </Setting>
      {seat !== 'off' && <Seated seat={seat} takesModel={all.find(({ id }) => id === seated)?.model ?? false} />}
      {refused.length > 0 && (
        <ul aria-label="Who cannot have the seat" className="flex flex-col gap-0.5 text-sm text-ink-3">
          {refused.map(({ id, title, refusal }) => (
            <li key={id} className="untrusted wrap-anywhere">
              Not {visible(title)}: {visible(refusal ?? '')}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Seated({ seat, takesModel }: { readonly seat: SeatSetting; readonly takesModel: boolean }) {
  const { model, ...rest } = seat;
  return (
    <>
      {takesModel && (
        <Setting title="Its model" text="Empty: the harness’s own default." plain>
          <Entry
            label="Its model"
            value={model ?? ''}
            onSave={(text) => save({ ...rest, ...(text.trim() !== '' && { model: text.trim() }) })}
          />
        </Setting>
      )}
      <Setting title="At most every" text="In minutes, and only when something new is proposed." plain>
        <Entry
          label="At most every"
          type="number"
          min={5}
          max={10_080}
          value={String(seat.everyMinutes)}
          onSave={(text) => save({ ...seat, everyMinutes: Number(text) })}
        />
      </Setting>
    </>
  );
}
