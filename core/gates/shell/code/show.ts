import { known } from '../expand/words.ts';
import { isSecretVariable } from '../../secrets/secret-variable.ts';
import type { At } from './script.ts';

const output =
  /\b(print|printf|puts|echo|say|write|console\.\w+|log|dump|var_dump|print_r|pprint|pp?|cat|println|fetch|post)\b/;
const source =
  '(?:os\\.environ(?:\\.get)?|os\\.getenv|process\\.env|ENV(?:\\.fetch)?|\\$ENV|getenv|\\$_ENV|\\$_SERVER|Deno\\.env\\.get|Bun\\.env|environ(?:\\.get)?|ENVIRON|Sys\\.getenv|System\\.get_env|env)';
const variable = new RegExp(`${source}\\s*(?:[[({.]\\s*['"]?)([A-Za-z_]\\w*)`, 'g');
const everything =
  /(?<!env\s*[:=]\s*|\.\.\.|env=dict\(|\*\*|env\s*=\s*)(?:\bprocess\.env\b(?!\s*[.[]|\?)|\bos\.environ\b(?!\s*[.[]|\s*=)|\bENV\b(?=\s*\.(to_h|each|inspect|map|to_a)|\s*$|[;)])|%ENV|\$_ENV\b(?!\[)|os\.environ\.(items|copy|values)\(\)|process\.env\)|phpinfo\(\)|\bgetenv\(\)|Deno\.env\.toObject|Sys\.getenv\(\))/;

/** Whether a variable is set, how long it is, and what it is not, tells nothing of its value. */
const tests = [
  /!+\s*(process\.env|ENV|Deno\.env)(\.get\()?\.?\[?['"]?\w+['"]?[\])]?/g,
  /(process\.env)(\.\w+|\[['"]\w+['"]\])\s*(\?(?![.?])|===?|!==?|&&|\?\.length|\.length)/g,
  /(bool|len|Boolean|isset|empty|defined)\(\s*(os\.environ|os\.getenv|process\.env|ENV|\$_ENV|getenv)[^()]{0,60}(\([^()]{0,60}\))?\s*\)/g,
  /['"]\w+['"]\s+(not\s+)?in\s+(os\.environ|process\.env)/g,
  /(os\.environ\.get|os\.getenv|process\.env)[^()\n]{0,60}(\([^()]{0,60}\))?\s+is\s+(not\s+)?None/g,
  /ENV\.(key\?|has_key\?|include\?)\([^()]{0,60}\)/g,
];

/** Variables that the code shows: a secret one, or all of them. */
export function showVariables({ script, invocation, frame }: At): void {
  const text = tests.reduce((code, test) => code.replace(test, ' '), script.code.text);
  if (!script.prints && !output.test(text)) return;
  const show = (...names: readonly string[]) =>
    frame.session.run({ ...invocation, argv: ['printenv', ...names].map(known) }, frame);
  const renamed = text.replace(/\b(\w+)\s*\[/g, (all, name: string) => (isEnvironment(name, text) ? 'environ[' : all));
  for (const [, name] of renamed.matchAll(variable)) if (name && isSecretVariable(name)) show(name);
  const [, taken = ''] = /\{([^{}]{1,300})\}\s*=\s*process\.env\b/.exec(text) ?? [];
  for (const name of taken.split(',').map((part) => part.trim().split(':')[0] ?? ''))
    if (isSecretVariable(name)) show(name);
  if (everything.test(taken === '' ? text : text.replace(/=\s*process\.env\b/, ''))) show();
}

/** `from os import environ as e`, `e = os.environ`. */
function isEnvironment(name: string, text: string): boolean {
  return new RegExp(`environ\\s+as\\s+${name}\\b|\\b${name}\\s*=\\s*(os\\.environ|process\\.env)\\b(?!\\s*[.[])`).test(
    text,
  );
}
