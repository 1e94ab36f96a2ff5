import { attend } from '../../evals/suite/attendance.ts';
import type { Command } from '../command-line/command.ts';

export const serveCommand: Command = {
  name: 'serve',
  about: 'Run the factory without a window until a signal ends it',
  options: { attended: { about: 'end when standard input ends, as with the program that started it' } },
  endsItself: true,
  async run({ args, serve, readLines }) {
    const presence = args.has('attended') ? attend(readLines()) : undefined;
    try {
      return await serve(presence?.left);
    } finally {
      presence?.close();
    }
  },
};
