import type { Command } from '../command-line/command.ts';

export const serveCommand: Command = {
  name: 'serve',
  about: 'Run the factory without a window until a signal ends it',
  endsItself: true,
  run: ({ serve }) => serve(),
};
