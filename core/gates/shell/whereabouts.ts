import type { Word } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { isWithin, joinPath } from '../paths.ts';
import { known, unknown } from './expand/words.ts';
import { opaque, type Frame, type Scope } from './session.ts';

const mostPlaces = 6;

/** The places where a shell may be. The first is where it is when all went well. */
export type Whereabouts = { readonly cwd: string | undefined; readonly elsewhere: readonly string[] };

/** Moves the shell. Where the move may fail it may also have stayed; `cd x && …` and `|| exit` rule that out. */
export function move(target: Word | undefined, frame: Frame, search = frame.scope.variables.get('CDPATH')): void {
  const { scope } = frame;
  const from = scope.cwd;
  const to = destination(target, frame);
  const stays = (scope.errexit && !frame.tested) || (to !== undefined && exists(to, frame)) ? [] : [from];
  const others = scope.elsewhere.flatMap((cwd) => [target?.text === '-' ? to : joinFrom(cwd, target, frame), cwd]);
  scope.variables.set('OLDPWD', from === undefined ? unknown('$OLDPWD') : known(from));
  settle(frame, [{ cwd: to, elsewhere: [] }, ...[...stays, ...others].map((cwd) => ({ cwd, elsewhere: [] }))]);
  if (target && search && search.text !== '' && !/^[./~-]/.test(target.text)) scope.cwd = undefined;
}

/** The shell is in one of these places; the first that is given stays the one that is shown. */
export function settle(frame: Frame, places: readonly Whereabouts[]): void {
  const { scope } = frame;
  const [first] = places;
  if (!first) return;
  const all = new Set(places.flatMap(({ cwd, elsewhere }) => (cwd === undefined ? elsewhere : [cwd, ...elsewhere])));
  const lost = places.some(({ cwd }) => cwd === undefined);
  scope.cwd = lost ? undefined : first.cwd;
  if (first.cwd !== undefined && !lost) all.delete(first.cwd);
  scope.elsewhere = all.size === 0 ? none : [...all];
  if (all.size <= mostPlaces) return;
  scope.elsewhere = none;
  scope.cwd = undefined;
  opaque(frame, 'it cannot be told which directory it is in', frame.source.slice(0, 200));
}

const none: readonly string[] = [];

export function whereabouts({ cwd, elsewhere }: Scope): Whereabouts {
  return { cwd, elsewhere };
}

function destination(target: Word | undefined, frame: Frame): string | undefined {
  const { scope, session } = frame;
  if (!target) return scope.variables.get('HOME')?.text ?? session.context.home;
  const old = scope.variables.get('OLDPWD');
  if (target.text === '-') return old?.known ? old.text : undefined;
  return joinFrom(scope.cwd, target, frame);
}

/** A pattern that has no `..` behind it stands for folders of that form. */
function joinFrom(cwd: string | undefined, target: Word | undefined, { session }: Frame): string | undefined {
  if (!target) return session.context.home;
  return target.known ? joinPath(cwd, target.text) : undefined;
}

const always = ['/', '/tmp', '/var/tmp', '/etc', '/usr', '/home'];

/** Entering such a folder cannot fail: it is a root of the run, above one, made just now, or what a pattern has found. */
function exists(path: string, { session }: Frame): boolean {
  const { context, folders } = session;
  if (always.includes(path) || folders.has(path) || /[*?]/.test(path)) return true;
  return rootsOf(context).some((root) => isWithin(root, path));
}

function rootsOf({ home, scratch, worktrees, primaryClones, workspaces, appState }: GateContext): readonly string[] {
  return [home, scratch, workspaces, appState, ...primaryClones, ...worktrees.map(({ path }) => path)];
}

/** Remembers folders that are made: `mkdir -p`, or a new one where the one above exists. */
export function remember(path: string | undefined, frame: Frame, parents: boolean): void {
  if (path === undefined) return;
  const { folders } = frame.session;
  if (!parents && !folders.has(above(path)) && !exists(above(path), frame)) return;
  for (let folder = path; folder !== '/' && !folders.has(folder); folder = above(folder)) folders.add(folder);
}

function above(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
