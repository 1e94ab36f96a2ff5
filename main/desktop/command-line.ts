import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { isDeepLink } from './deep-link.ts';

export type AppOptions = {
  /** Prepares the sample and creates its thread. */
  readonly sample: boolean;
  /** Runs the sample to its end with nobody at the desk. */
  readonly exitWhenLanded: boolean;
  /** Absolute; where the picture of the board goes. */
  readonly picture: string;
  readonly help: boolean;
  /** A place that the system was asked to open, such as `teatree://thread/12`. */
  readonly link: string | undefined;
};

export const USAGE = `Usage: npm start -- [options]

  --sample             prepare three small repos and open the board with their thread
  --exit-when-landed   with --sample: run it to the end unattended, write the picture, exit
  --picture FILE       where the picture goes (board.png)
  --help               this text

The data folder is TEATREE_HOME, or the platform's usual place.`;

/** Switches that belong to Chromium, Electron or Node: the app passes them on by leaving them alone. */
const FOREIGN =
  /^--(no-sandbox|(disable|enable|force|use|ozone|inspect|remote|proxy|host|log|js|lang|user-agent|password|gtk|in-process|single|headless|trace|xdg|v|vmodule|ignore|allow|high-dpi|touch)([-=].*)?)$/;

const OPTIONS = {
  sample: { type: 'boolean' },
  'exit-when-landed': { type: 'boolean' },
  picture: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The words meant for the app: all of them when it is installed, else those after its path (`electron [switches] path …`). */
export function ownWords(argv: readonly string[], installed: boolean): readonly string[] {
  if (installed) return argv.slice(1);
  const path = argv.findIndex(
    (word, at) => at > 0 && !word.startsWith('-') && !/^(-r|--require)$/.test(argv[at - 1] ?? ''),
  );
  return path < 0 ? [] : argv.slice(path + 1);
}

/** Reads the words meant for the app. */
export function readCommandLine(words: readonly string[], cwd: string): Result<AppOptions> {
  const link = words.find((word) => isDeepLink(word));
  const args = words.filter((word) => !isDeepLink(word));
  const { values, tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  const unknown = tokens.map((token) => args[token.index] ?? '').find((word, at) => !isKnown(word, tokens[at]));
  if (unknown !== undefined) return refuse(`Unknown option ${unknown}`);
  const { sample = false, 'exit-when-landed': exitWhenLanded = false, picture = 'board.png', help = false } = values;
  if (typeof picture !== 'string' || picture === '' || picture.startsWith('--'))
    return refuse('--picture needs a file name');
  if (exitWhenLanded === true && sample !== true) return refuse('--exit-when-landed needs --sample');
  return ok({
    sample: sample === true,
    exitWhenLanded: exitWhenLanded === true,
    picture: resolve(cwd, picture),
    help: help === true,
    link,
  });
}

function isKnown(word: string, token: { kind: string; name?: string } | undefined): boolean {
  return (token?.kind === 'option' && Object.hasOwn(OPTIONS, token.name ?? '')) || FOREIGN.test(word);
}

function refuse(message: string): Result<never> {
  return fail({ code: 'usage', message, next: 'See npm start -- --help' });
}
