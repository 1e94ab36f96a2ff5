import { register } from 'node:module';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Settings } from '../../core/settings.ts';
import { StoreError } from './store-error.ts';
import type { SettingsStore } from './store-port.ts';

export type OpenedSettings = { readonly settings: SettingsStore; readonly warnings: readonly string[] };

/**
 * Opens `<folder>/settings.json`. What cannot be read as JSON is kept aside and defaults are used; a field with a wrong
 * value falls back to its default. Both are told in `warnings`; nothing the person wrote is deleted.
 */
export async function openSettings(folder: string, now: () => number): Promise<OpenedSettings> {
  const warnings: string[] = [];
  const file = join(folder, 'settings.json');
  const open = await storeOpener(folder);
  const store = attempt(open) ?? keepAside();

  function keepAside(): ReturnType<typeof open> {
    const kept = join(folder, `settings.corrupt-${String(now())}.json`);
    if (existsSync(file)) renameSync(file, kept);
    warnings.push(`${file} cannot be read as JSON; it was kept as ${kept} and the defaults are used`);
    return open();
  }

  // Read once: what is asked at every plan must not read a file, nor break when somebody spoils it meanwhile.
  let current = tolerant(store.store, (field, problem) =>
    warnings.push(`${file}: ${field}: ${problem}; the default is used`),
  );

  return {
    warnings,
    settings: {
      read: () => current,
      update(patch) {
        const settings = Settings.parse({ ...current, ...patch });
        try {
          store.set(settings);
        } catch (error) {
          throw new StoreError(
            {
              code: 'settings-not-written',
              message: `${file} cannot be written`,
              next: 'Check its permissions and the free space',
            },
            { cause: error },
          );
        }
        current = settings;
        return settings;
      },
    },
  };
}

async function storeOpener(folder: string) {
  // Outside Electron the `electron` package would try to download a runtime as soon as it is imported.
  if (!process.versions.electron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= folder;
  else if (process.env['ELECTRON_RUN_AS_NODE']) standInForElectron();
  const { default: ElectronStore } = await import('electron-store');
  outliveFileLimits();
  return () => new ElectronStore<Record<string, unknown>>({ cwd: folder, name: 'settings' });
}

let stoodIn = false;

/** Electron that runs as Node has no module of that name, and stumbles over the import of it. */
function standInForElectron(): void {
  if (stoodIn) return;
  stoodIn = true;
  const none = `{ url: 'data:text/javascript,export default {}', shortCircuit: true }`;
  const hook = `export const resolve = async (name, at, next) => (name === 'electron' ? ${none} : next(name, at))`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/** A file that may not grow fails its write. `when-exit`, which electron-store brings, would end the program for it. */
function outliveFileLimits(): void {
  if (!process.listeners('SIGXFSZ').includes(stay)) process.on('SIGXFSZ', stay);
  for (const listener of process.listeners('SIGXFSZ')) if (listener !== stay) process.off('SIGXFSZ', listener);
}

/** With no listener at all, the system's own way of answering this signal would come back: the end. */
function stay(): void {
  return undefined;
}

function attempt<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && isOfTheFile(error.code)))
      return undefined;
    throw error;
  }
}

/** A folder in its place, a link in a circle, a file of somebody else's. Too few descriptors says nothing about it. */
function isOfTheFile(code: unknown): boolean {
  return ['EISDIR', 'ELOOP', 'EACCES', 'EPERM', 'ENOTDIR'].includes(String(code));
}

function tolerant(stored: Record<string, unknown>, warn: (field: string, problem: string) => void): Settings {
  const parsed = Settings.safeParse(stored);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  for (const issue of parsed.error.issues) warn(issue.path.join('.'), issue.message);
  return Settings.parse(Object.fromEntries(Object.entries(stored).filter(([field]) => !wrong.has(field))));
}
