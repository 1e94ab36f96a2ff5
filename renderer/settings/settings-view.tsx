import type { Settings } from '../../core/settings.ts';
import { useMirror } from '../mirror/mirror.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Select } from '../ui/field.tsx';
import { AuthoritySettings } from './authority-settings.tsx';
import { HarnessSettings } from './harness-settings.tsx';
import { SeatSettings } from './seat-settings.tsx';
import { Entry, Setting } from './setting.tsx';
import { tell } from '../window/request.ts';

function save(patch: Partial<Settings>): void {
  tell('settings.update', { patch });
}

export function SettingsView() {
  const settings = useSettings();
  const app = useMirror((mirror) => mirror.app);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-160 flex-col">
        <h1 className="pb-3 text-xl font-semibold tracking-tight">Settings</h1>
        <Setting title="Theme" text="The system theme follows your desktop.">
          <Select
            aria-label="Theme"
            value={settings.theme}
            onChange={(event) => save({ theme: event.target.value as Settings['theme'] })}
          >
            <option value="system">System</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </Select>
        </Setting>
        <Setting title="Threads at work at once" text="A thread that waits for you gives its place to the next.">
          <Entry
            label="Threads at work at once"
            type="number"
            min={1}
            max={50}
            value={String(settings.wipLimit)}
            onSave={(text) => save({ wipLimit: Number(text) })}
          />
        </Setting>
        <Setting title="Of these in one repo" text="0: as many as there are places.">
          <Entry
            label="Of these in one repo"
            type="number"
            min={0}
            max={50}
            value={String(settings.repoWipLimit)}
            onSave={(text) => save({ repoWipLimit: Number(text) })}
          />
        </Setting>
        <Setting
          title="Free memory for a new agent"
          text="In gigabytes; none starts with less. 0: memory holds nothing back."
        >
          <Entry
            label="Free memory for a new agent"
            type="number"
            min={0}
            max={64}
            value={String(settings.freeMemoryGb)}
            onSave={(text) => save({ freeMemoryGb: Number(text) })}
          />
        </Setting>
        <Setting title="Notifications" text="For new asks, failures and landings.">
          <Select
            aria-label="Notifications"
            value={settings.notifications ? 'on' : 'off'}
            onChange={(event) => save({ notifications: event.target.value === 'on' })}
          >
            <option value="on">On</option>
            <option value="off">Off</option>
          </Select>
        </Setting>
        <Setting
          title="Protected branches"
          text="Only a landing may move them, in every repo. Names or globs, separated by commas."
        >
          <Entry
            label="Protected branches"
            value={settings.protectedBranches.join(', ')}
            onSave={(text) => save({ protectedBranches: namesIn(text) })}
          />
        </Setting>
        <Setting title="First port" text="Each thread gets ten ports from here on.">
          <Entry
            label="First port"
            type="number"
            min={1024}
            max={60_000}
            value={String(settings.portBase)}
            onSave={(text) => save({ portBase: Number(text) })}
          />
        </Setting>
        <SeatSettings />
        <AuthoritySettings />
        <HarnessSettings />
        {app && (
          <p className="pt-4 text-sm text-ink-3 select-text">
            Teatree {app.version}. Everything is kept in {app.dataFolder}
          </p>
        )}
      </div>
    </div>
  );
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
