import { runHere } from './run-here.ts';

await runHere(process.argv.slice(2), import.meta.dirname);
