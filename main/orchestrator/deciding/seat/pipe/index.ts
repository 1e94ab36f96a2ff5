import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

/**
 * The program that a harness starts as its server of tools: it leads stdin and stdout to the app, whose address and token
 * stand in the file that it is given. What it says is said by the app.
 */
const [port, token] = readFileSync(process.argv[2] ?? '', 'utf8')
  .trim()
  .split(' ');
const app = connect(Number(port), '127.0.0.1', () => {
  app.write(`${token ?? ''}\n`);
  process.stdin.pipe(app);
  app.pipe(process.stdout);
});
app.on('error', () => process.exit(1));
app.on('close', () => process.exit(0));
