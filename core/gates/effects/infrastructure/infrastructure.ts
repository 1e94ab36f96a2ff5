import type { ActionEffect, Word } from '../../../model/action.ts';
import { lookup } from '../../lookup.ts';
import { readOptions, type OptionSpec } from '../../options.ts';
import type { ReaderContext, ReaderTable } from '../reader.ts';
import { databases, readDatabase } from './databases.ts';
import { tools } from './tools.ts';

export const infrastructure: ReaderTable = {
  ...Object.fromEntries(Object.keys(tools).map((name) => [name, readTool])),
  ...Object.fromEntries(
    'psql mysql mariadb sqlite3 mongo mongosh cockroach clickhouse-client clickhouse sqlcmd duckdb cqlsh usql pgcli mycli snowsql'
      .split(' ')
      .map((name) => [name, readDatabase]),
  ),
  php: (words, at) => (words[0]?.text === 'artisan' ? readTool(words.slice(1), { ...at, program: 'artisan' }) : []),
  python: runsManage,
  python3: runsManage,
};

/** What follows later than this is not looked at, and so not taken to be harmless. */
const longest = 1000;

function readTool(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { program, command } = at;
  const reach = lookup(tools, program);
  if (!reach || onlyTells(words)) return [];
  const kept = reach.verbs === undefined ? words : verbsAndOptions(words, reach.verbs);
  const whole = kept.map(shown).join(' ');
  const text = whole.slice(0, longest);
  const { segment } = command;
  const what = `${program} ${text.slice(0, 60)}`;
  if (reach.final?.test(text)) return [{ kind: 'infrastructure', what, irreversible: true, segment }];
  const outward = whole !== text || reach.outward?.test(text) === true;
  return [
    ...(outward ? [{ kind: 'infrastructure', what, irreversible: false, segment } as const] : []),
    ...inside(words, at),
  ];
}

/** What is not known yet is marked as the shell marks it: `docker rm $(docker ps -q)`. */
function shown({ text, known }: Word): string {
  const short = text.slice(0, longest).replace(/\s+/g, ' ');
  return known || short.includes('$') ? short : `$${short}`;
}

/** Help, versions and dry runs; a `--version` behind the verb says which one to install. */
function onlyTells(words: readonly Word[]): boolean {
  if (/^(--version|version|help|-h|-v)$/.test(words[0]?.text ?? '')) return true;
  return words.some(({ text }) => text === '--help' || /^--?dry-?run(=(client|server|true))?$/.test(text));
}

const valued: OptionSpec = {
  valued: 'noglfcs',
  long: 'profile= region= output= query= endpoint-url= project= zone= account= configuration= format= namespace= context= kube-context= kubeconfig= cluster= user= subscription= resource-group= selector= label= filename= container='.split(
    ' ',
  ),
};

const looks = /^(ls|(list|describe|get|show|head|lookup|search|tail|wait|logs?|explain|top)(-\S+)?)$/;

/** Names of things may be called anything: of the operands only the first ones are verbs, up to one that only looks. */
function verbsAndOptions(words: readonly Word[], verbs: number): readonly Word[] {
  const { operands, options } = readOptions(words, valued);
  const values = options.flatMap(({ value }) => value ?? []);
  const look = operands.findIndex((word) => looks.test(word.text));
  const first = operands.slice(0, look < 0 ? verbs : Math.min(verbs, look + 1));
  // What stands behind an unknown option may be its value.
  const rest = words.filter(
    (word, at) =>
      !first.includes(word) &&
      !values.includes(word) &&
      (word.text.startsWith('-') || words[at - 1]?.text.startsWith('-')),
  );
  return [...first, ...rest];
}

const carriers = /^(exec|run|ssh|rsh|shell|console)$/;

/** `docker compose exec db psql …`, `heroku run rails …`: what is run there is looked at as well. */
function inside(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const start = words.findIndex((word) => carriers.test(word.text));
  if (start < 0) return [];
  const found = words.findIndex((word, index) => index > start + 1 && isTool(word.text));
  if (found < 0) return [];
  const program = words[found]?.text ?? '';
  const inner = { ...at, program };
  const rest = words.slice(found + 1);
  return databases.test(program) ? readDatabase(rest, inner) : readTool(rest, inner);
}

function isTool(text: string): boolean {
  return databases.test(text) || lookup(tools, text) !== undefined;
}

function runsManage(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const script = words[0]?.text.endsWith('manage.py') === true;
  return script ? readTool(words.slice(1), { ...at, program: 'manage.py' }) : [];
}
