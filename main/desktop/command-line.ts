import { resolve } from 'node:path';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';

export type AppOptions = {
  /** Prepares the sample and creates its thread. */
  readonly sample: boolean;
  /** Runs the sample to its end with nobody at the desk. */
  readonly exitWhenLanded: boolean;
  /** Absolute; where the picture of the board goes. */
  readonly picture: string;
  readonly help: boolean;
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

/** Reads what stands after the application's path on the command line. */
export function readCommandLine(words: readonly string[], cwd: string): Result<AppOptions> {
  let options: AppOptions = { sample: false, exitWhenLanded: false, picture: resolve(cwd, 'board.png'), help: false };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const file = word.startsWith('--picture=') ? word.slice('--picture='.length) : words[at + 1];
    if (word === '--sample') options = { ...options, sample: true };
    else if (word === '--exit-when-landed') options = { ...options, exitWhenLanded: true };
    else if (word === '--help' || word === '-h') options = { ...options, help: true };
    else if (word === '--picture' || word.startsWith('--picture=')) {
      if (!file || file.startsWith('--')) return refuse('--picture needs a file name');
      if (word === '--picture') at += 1;
      options = { ...options, picture: resolve(cwd, file) };
    } else if (!FOREIGN.test(word)) return refuse(`Unknown option ${word}`);
  }
  if (options.exitWhenLanded && !options.sample) return refuse('--exit-when-landed needs --sample');
  return ok(options);
}

function refuse(message: string): Result<never> {
  return fail({ code: 'usage', message, next: 'See npm start -- --help' });
}
