import { execa } from 'execa';
import { fail, ok, type Result } from '../../../core/result.ts';
import { openTerminal } from '../in-terminal.ts';
import { findProgram } from './find-program.ts';

/** `folder`: where the editor starts. */
type Place = { readonly file: string; readonly line: number | undefined; readonly folder: string };

/** In the order of preference; what the person named comes before all. */
const known = [
  'code',
  'cursor',
  'codium',
  'windsurf',
  'zed',
  'subl',
  'idea',
  'webstorm',
  'gnome-text-editor',
  'kate',
  'gedit',
];

/**
 * Opens a file in the person's own editor, which outlives the app. `named`: its program and arguments, split at blanks;
 * empty: VISUAL, EDITOR or one that is found. One that draws in a terminal gets a window of one.
 * Failures: editor-missing, editor-failed, those of openTerminal.
 */
export async function openEditor(place: Place, named: string, from = process.env): Promise<Result<true>> {
  const wanted = named === '' ? [from['VISUAL'] ?? '', from['EDITOR'] ?? '', ...known] : [named];
  const command = wanted.map(partsOf).find(([name]) => findProgram(from, name) !== undefined);
  if (!command)
    return fail({
      code: 'editor-missing',
      message: named === '' ? 'No editor was found' : `There is no program ${partsOf(named)[0]}`,
      next: 'Name one in the settings, such as: code',
    });
  const [name, ...args] = command;
  const program = findProgram(from, name) ?? name;
  const all = [...args, ...placeArgs(name, place)];
  if (drawsInTerminal.test(name)) return openTerminal({ file: program, args: all, cwd: place.folder, env: {} }, from);
  const started = execa(program, all, {
    ...{ cwd: place.folder, detached: true, stdio: 'ignore', cleanup: false, reject: false, env: from },
  });
  started.unref();
  const failed = await Promise.race([started.then((ended) => ended.failed), after(500)]);
  return failed ? fail({ code: 'editor-failed', message: `${name} did not open ${place.file}` }) : ok(true);
}

function partsOf(command: string): readonly [string, ...string[]] {
  const [name = '', ...args] = command.trim().split(/\s+/);
  return [name, ...args];
}

const drawsInTerminal = /(^|\/)(vim?|nvim|nano|hx|helix|micro|emacs-nox|pico|ne|joe|kak)$/;

/** The file is always an absolute path, so none looks like an option. */
function placeArgs(program: string, { file, line }: Place): readonly string[] {
  if (line === undefined) return [file];
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (/^(code|codium|cursor|windsurf)(-\w+)?$/.test(name)) return ['--goto', `${file}:${String(line)}`];
  if (/^(zed|subl|hx|helix)$/.test(name)) return [`${file}:${String(line)}`];
  if (/^(idea|webstorm|kate)$/.test(name)) return ['--line', String(line), file];
  if (/^(vim?|nvim|nano|gedit|emacs|micro|kak)$/.test(name)) return [`+${String(line)}`, file];
  return [file];
}

function after(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}
