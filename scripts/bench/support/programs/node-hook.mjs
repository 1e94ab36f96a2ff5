// The usual way to hook a harness: a script of Node, started for each tool call, that asks the app. What it says to the
// gate is what the shim says; `folder` is where the gate's address stands.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const [folder] = process.argv.slice(2);
const [port, token, proof] = readFileSync(`${folder}/gate`, 'utf8').trim().split(' ');
let answer = '';
const socket = connect(Number(port), '127.0.0.1');
socket.on('data', (chunk) => (answer += chunk));
socket.on('close', () => process.stdout.write(answer.trim().replace(`${proof} 0 `, '')));
socket.write(`${token} claude\n${readFileSync(0, 'utf8')}\0`);
