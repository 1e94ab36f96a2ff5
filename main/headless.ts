import { runHere } from './cli/run-here.ts';

// The factory with no window, as a program of its own.
await runHere(['serve', ...process.argv.slice(2)], import.meta.dirname);
