import { parseArgs } from 'node:util';

const numbers = /** @type {const} */ (['rounds', 'most', 'seed', 'minutes']);

export const usage = `npm run faults -- [options]: breaks what a factory at work stands on, and looks whether anything was lost.

  --rounds N       how often each fault is tried (1)
  --most N         ends after so many rounds
  --seed N         another seed strikes at other moments
  --only ID,ID     these faults alone; with a wrong id all ids are listed
  --short          one fault of each family
  --results FILE   where the rows are kept: a run that was cut goes on there
  --fresh          begins anew instead
  --write          makes RELIABILITY.md of all rows there
  --long           one factory through random faults: does it grow?
  --minutes N      for so long (30)
  --soak FILE      where its figures are kept for the next --write

Ends with 0 when all was survived, 1 when not, 2 when asked wrongly, 3 when nothing could be tried.
`;

/**
 * What was asked for, or what is wrong with it.
 * @param {readonly string[]} args
 */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '1' },
        most: { type: 'string', default: '100000' },
        seed: { type: 'string', default: '20261123' },
        only: { type: 'string' },
        results: { type: 'string', default: 'node_modules/.cache/teatree/faults.jsonl' },
        soak: { type: 'string', default: 'node_modules/.cache/teatree/soak.json' },
        short: { type: 'boolean', default: false },
        long: { type: 'boolean', default: false },
        minutes: { type: 'string', default: '30' },
        fresh: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const wrong = numbers.find((name) => !/^\d+$/.test(values[name]));
    return wrong === undefined ? { values } : { fault: `--${wrong} takes a whole number, not '${values[wrong]}'` };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { fault: error.message };
  }
}
