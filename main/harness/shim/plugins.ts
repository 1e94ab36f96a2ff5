/**
 * The gate of harnesses that load JavaScript of ours: the same conversation as the shim's, without a process. Whatever
 * goes wrong throws, and a throw keeps the tool from running. `folder` is where the gate's address stands.
 */
function gateClient(folder: string): string {
  return `import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const folder = ${JSON.stringify(folder)};
const SILENCE_MS = 20_000;

function gate(call) {
  return new Promise((resolve, reject) => {
    const deny = (why) => reject(new Error('Denied: ' + why + '. Nothing was run.'));
    const [port, token, proof] = readFileSync(folder + '/gate', 'utf8').trim().split(' ');
    if (!proof) return deny('the gate of this run is damaged');
    const socket = connect(Number(port), '127.0.0.1');
    let text = '';
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.on('error', () => deny('the gate does not answer'));
    socket.on('close', () => deny('the gate fell silent'));
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      const line = text.split('\\n').slice(0, -1).find((each) => each !== '');
      if (line === undefined) return;
      socket.end();
      if (line === proof + ' 0 {"allow":true}') return resolve({});
      if (line.startsWith(proof + ' 0 {"allow":true,"input":')) return resolve(JSON.parse(line.slice(proof.length + 3)).input);
      if (!line.startsWith(proof + ' 0 {"deny":')) return deny('the gate gave no valid answer');
      reject(new Error(JSON.parse(line.slice(proof.length + 3)).deny));
    });
    socket.write(token + ' plugin\\n' + JSON.stringify(call) + '\\0');
  });
}
`;
}

/** Every function that the module exports is taken for a plugin, so there is exactly one. */
export function opencodePlugin(folder: string): string {
  return `${gateClient(folder)}
export const Gate = async ({ directory }) => {
  const agents = new Map();
  return {
    event: async ({ event }) => {
      const { id, parentID, title } = event?.properties?.info ?? {};
      if (event?.type === 'session.created' && parentID) agents.set(id, { id, title: String(title ?? '') });
    },
    'tool.execute.before': async (input, output) => {
      const args = output.args ?? {};
      const call = { tool: input.tool, input: args, id: input.callID, cwd: directory, agent: agents.get(input.sessionID) };
      output.args = Object.assign(args, await gate(call));
    },
  };
};
`;
}

export function piExtension(folder: string): string {
  return `${gateClient(folder)}
export default function (pi) {
  pi.on('tool_call', async (event) => {
    try {
      const call = { tool: event.toolName, input: event.input ?? {}, id: event.toolCallId, cwd: process.cwd() };
      Object.assign(call.input, await gate(call));
    } catch (error) {
      return { block: true, reason: error instanceof Error ? error.message : 'Denied: the gate failed' };
    }
  });
}
`;
}
