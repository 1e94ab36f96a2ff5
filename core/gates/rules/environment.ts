import { forEach, quoted, type Rule } from '../rule.ts';
import { placeOf } from '../places.ts';
import { normalisePath } from '../paths.ts';
import type { GateContext } from '../context.ts';
import { deny } from '../verdict.ts';

/** Variables that make other programs load code of the caller's choice. */
const loaders =
  /^(LD_PRELOAD|LD_AUDIT|LD_LIBRARY_PATH|DYLD_\w+|BASH_ENV|ENV|PROMPT_COMMAND|PS4|ZDOTDIR|PYTHONSTARTUP|PYTHONHOME|PERL5OPT|PERL5DB|RUBYOPT|BASH_FUNC_.*|SHELLOPTS|BASHOPTS|NODE_REPL_EXTERNAL_MODULE|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS)$/;
/** Search paths for code: the project's own folders are everyday use. */
const searchPaths = /^(PYTHONPATH|NODE_PATH|PERL5LIB|PERLLIB|RUBYLIB|CLASSPATH|GOFLAGS)$/;

/** Names that people and scripts rely on. */
const tools = new Set(
  'git ls cd cat rm cp mv mkdir grep rg find sed awk ssh scp curl sudo sh bash echo test npm npx pnpm yarn node python python3 pip make docker go cargo'.split(
    ' ',
  ),
);

/** EX6: what later commands load is not changed behind their back. */
export const environment: Rule = forEach('environment', ({ name, value, segment }, context) => {
  if (!poisons(name, value.text, context)) return undefined;
  return deny({
    rule: 'EX6',
    reason: `${quoted(segment)} makes later commands load code through ${name}.`,
    next: 'Call the program you need by its path instead.',
    risk: 'high',
  });
});

function poisons(name: string, value: string, context: GateContext): boolean {
  if (value === '') return false;
  if (name.startsWith('alias ')) return tools.has(name.slice(6)) && value.trim().split(/\s/)[0] !== name.slice(6);
  if (loaders.test(name)) return true;
  if (name === 'NODE_OPTIONS') return /(^|\s)(--require|-r|--import|--loader|--experimental-loader)\b/.test(value);
  if (name === 'PATH') return isForeignFolder(value.split(':')[0] ?? '', context);
  return (
    searchPaths.test(name) && value.split(':').some((part) => part.startsWith('/tmp') || part.startsWith('/var/tmp'))
  );
}

/** The first place programs are looked for: relative, or where everybody may write. */
function isForeignFolder(folder: string, context: GateContext): boolean {
  if (folder.startsWith('$')) return false;
  if (!folder.startsWith('/'))
    return folder === '' || folder === '.' || !/^(\.\/)?(node_modules\/\.bin|\.venv\/bin|venv\/bin|bin)$/.test(folder);
  const path = normalisePath(folder);
  return (
    placeOf(path, context) === 'shared-temp' ||
    (placeOf(path, context) === 'scratch' && !path.startsWith(context.scratch))
  );
}
