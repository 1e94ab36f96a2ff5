import type { HarnessCapabilities } from '../../model/harness/harness-capabilities.ts';

const gates: Readonly<Record<HarnessCapabilities['gate'], string>> = {
  callback: 'asks us before each call',
  hook: 'asks us by a hook before each call',
  plugin: 'asks us by a plugin before each call',
  permission: 'asks us where it wants leave',
};

/** What a session can do and cannot, in one line. */
export function capabilitiesText({ messages, steer, ...can }: HarnessCapabilities): string {
  const heard = steer === 'tool-boundary' ? 'hears messages at its next tool' : 'hears messages when its turn is over';
  return [
    gates[can.gate],
    can.provable ? 'its gate is tried before the first turn' : 'its gate is judged by what it does',
    can.denyReason === 'native' ? 'hears why a call is denied' : 'hears with the next prompt why a call was denied',
    can.edit ? 'takes an edited command' : 'takes no edited command',
    messages ? heard : 'hears no messages',
    can.resume ? 'can be resumed' : 'cannot be resumed',
    can.keepsAlive ? 'lives on between turns' : 'ends with its turn',
    can.cost ? 'tells what it costs' : 'does not tell what it costs',
  ].join(' · ');
}
