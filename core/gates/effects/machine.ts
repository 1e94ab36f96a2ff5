import type { ActionEffect, SystemArea, Word } from '../../model/action.ts';
import { removesHooks } from '../git/hooks.ts';
import { notOption, type EffectReader, type ReaderContext, type ReaderTable } from './reader.ts';

const areas: Readonly<Record<SystemArea, string>> = {
  device:
    'mkfs mke2fs mkswap wipefs fdisk sfdisk cfdisk gdisk sgdisk parted blkdiscard badblocks hdparm nvme lvremove vgremove pvremove mdadm cryptsetup diskutil',
  power: 'shutdown reboot halt poweroff telinit',
  'fork-bomb': '',
  service: 'systemctl service launchctl rc-service update-rc.d chkconfig loginctl initctl svcadm',
  kernel: 'modprobe insmod rmmod sysctl kexec mount umount swapoff swapon losetup',
  schedule: 'crontab',
  network: 'iptables ip6tables nft ufw firewall-cmd ifconfig route tc hostnamectl nmcli',
  clock: 'timedatectl hwclock ntpdate',
};

const privileged =
  'sudo doas pkexec su runuser setpriv setcap capsh useradd userdel usermod groupadd groupdel groupmod gpasswd adduser addgroup deluser passwd chpasswd visudo vipw chroot unshare nsenter newgrp sg run0 gosu'.split(
    ' ',
  );

/** Programs that act on the machine as a whole, on rights, on other processes or on agents. */
export const machine: ReaderTable = {
  ...Object.fromEntries(
    Object.entries(areas).flatMap(([area, names]) =>
      names
        .split(' ')
        .filter(Boolean)
        .map((name) => [name, system(asArea(area))]),
    ),
  ),
  ...Object.fromEntries(privileged.map((name) => [name, privilege])),
  init: (words, at) =>
    /^[06]$/.test(words[0]?.text ?? '')
      ? [{ kind: 'system', area: 'power', program: 'init', segment: at.command.segment }]
      : [],
  date: (words, at) =>
    words.some((word) => /^(-s|--set)/.test(word.text))
      ? [{ kind: 'system', area: 'clock', program: 'date', segment: at.command.segment }]
      : [],
  ip: changesNetwork,
  hostname: (words, at) =>
    words.some((word) => notOption(word) || /^(-F|-b|--file)/.test(word.text))
      ? [{ kind: 'system', area: 'network', program: 'hostname', segment: at.command.segment }]
      : [],
  export: exportFunctions,
  declare: exportFunctions,
  tmux: startsLater,
  screen: startsLater,
  pm2: startsLater,
  forever: startsLater,
  kill: (words, at) => signal(words, at),
  pkill: (words, at) => signalByName(words, at),
  killall: (words, at) => signalByName(words, at),
  killall5: (words, at) => signalByName([...words, { text: 'everything', known: true }], at),
  skill: (words, at) => signalByName(words, at),
  'kill-port': (words, at) => signalByName(words, at),
  fuser: (words, at) => (words.some((word) => /^-\w*k/.test(word.text)) ? signalByName(words, at) : []),
  ...Object.fromEntries(
    'setsid nohup at batch disown systemd-run daemonize start-stop-daemon'.split(' ').map((name) => [name, detach]),
  ),
  alias: (words, at) => aliases(words, at),
  claude: agent,
  'claude-code': agent,
  'claude-agent-acp': agent,
  'codex-acp': agent,
  'gemini-cli': agent,
  'qwen-code': agent,
  'opencode-ai': agent,
  pi: agent,
  'pi-acp': agent,
  codex: agent,
  gemini: agent,
  opencode: agent,
  aider: agent,
  'cursor-agent': agent,
  copilot: agent,
  goose: agent,
  qwen: agent,
  amp: agent,
  crush: agent,
  'pre-commit': hookTool,
  prek: hookTool,
  lefthook: hookTool,
  husky: hookTool,
  overcommit: hookTool,
  npx: hookTool,
};

function asArea(area: string): SystemArea {
  return area in areas ? (area as SystemArea) : 'service';
}

const queries =
  /^(status|show|list\S*|is-active|is-enabled|is-failed|cat|-l|--list|--status-all|--show|--version|--help|-h|get-default|print|info)$/;

function system(area: SystemArea): EffectReader {
  return (words, { program, command }) => {
    const reads = area !== 'device' && area !== 'power' && onlyLooks(program, words);
    return reads ? [] : [{ kind: 'system', area, program, segment: command.segment }];
  };
}

function onlyLooks(program: string, words: readonly Word[]): boolean {
  const texts = words.map((word) => word.text);
  if (program === 'sysctl')
    return !texts.some((text) => text.includes('=') || /^(-w|--write|-p|--load\S*|--system)$/.test(text));
  if (program === 'ifconfig') return texts.length < 2;
  return texts.length === 0 ? !/^(crontab|ntpdate)$/.test(program) : texts.some((text) => queries.test(text));
}

function changesNetwork(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  const changes = words.some((word) => /^(add|del|delete|set|flush|change|replace|append|exec)$/.test(word.text));
  return changes ? [{ kind: 'system', area: 'network', program, segment: command.segment }] : [];
}

/** A function that other programs get under the name of a tool. */
function exportFunctions(words: readonly Word[], { command }: ReaderContext): readonly ActionEffect[] {
  if (!words.some((word) => /^-\w*f/.test(word.text))) return [];
  const value = { text: 'a function', known: true };
  return words
    .filter(notOption)
    .map((word) => ({ kind: 'environment', name: `alias ${word.text}`, value, segment: command.segment }));
}

function startsLater(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const texts = words.map((word) => word.text);
  const leaves =
    at.program === 'tmux'
      ? /^new/.test(texts[0] ?? '') && texts.some((text) => /^-\w*d/.test(text))
      : at.program === 'screen'
        ? texts.some((text) => /^-\w*d\w*m/.test(text))
        : /^(start|restart|resurrect)$/.test(texts[0] ?? '');
  return leaves ? detach(words, at) : [];
}

function privilege(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  if (words.some((word) => /^(--version|--help)$/.test(word.text))) return [];
  return [{ kind: 'privilege', program, segment: command.segment }];
}

function signal(words: readonly Word[], { command }: ReaderContext): readonly ActionEffect[] {
  if (words.some((word) => /^-(l|L|-list|-table)$/.test(word.text))) return [];
  const end = words.findIndex((word) => word.text === '--');
  const named = words.findIndex((word) => /^-(s|n|-signal)$/.test(word.text));
  const first = words[0]?.text ?? '';
  const attached = /^-(\d+|[A-Z]+\d*)$/i.test(first) && first !== '-s' && first !== '-n' ? first.slice(1) : undefined;
  const name = named >= 0 ? words[named + 1]?.text : attached;
  const targets = words.filter(
    (word, at) =>
      at !== end && at !== named && at !== named + 1 - (named < 0 ? 1 : 0) && !(at === 0 && attached !== undefined),
  );
  return [
    { kind: 'process', signal: name ?? 'TERM', targets: targets.map((word) => word.text), segment: command.segment },
  ];
}

function signalByName(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  const targets = words.filter(notOption).map((word) => `${program}:${word.text}`);
  return [{ kind: 'process', signal: 'TERM', targets, segment: command.segment }];
}

function detach(_words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  return [{ kind: 'detach', program, segment: command.segment }];
}

/** An alias changes what a name means, as a variable does. */
function aliases(words: readonly Word[], { command }: ReaderContext): readonly ActionEffect[] {
  return words.flatMap((word) => {
    const [, name, text] = /^([^=]+)=([^]*)$/.exec(word.text) ?? [];
    if (name === undefined || text === undefined) return [];
    return [
      {
        kind: 'environment',
        name: `alias ${name}`,
        value: { text, known: word.known },
        segment: command.segment,
      } as const,
    ];
  });
}

const ungated =
  /^--?(dangerously-\S+|yolo|y|full-auto|allow-all-tools|approval-mode=yolo|bare|yes-always|yes|permission-mode=bypassPermissions|force|(a|ask-for-approval)=never|(s|sandbox)=danger-full-access|approval-mode=never)$/;

/** Another coding agent: worse when its own gate is off. */
function agent(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  const texts = words.map((word) => word.text);
  if (texts.every((text) => /^(--version|-v|--help|-h)$/.test(text)) && texts.length > 0) return [];
  const pairs = texts.map((text, at) => `${text}=${texts[at + 1] ?? ''}`);
  const off =
    texts.some((text) => ungated.test(text)) ||
    pairs.some((pair) => ungated.test(pair)) ||
    Object.keys(command.env).some((name) => /^(CLAUDE_CODE_SIMPLE|IS_SANDBOX|DISABLE_HOOKS)$/.test(name)) ||
    texts.some((text) => text.includes('disableAllHooks'));
  return [{ kind: 'agent', program, ungated: off, segment: command.segment }];
}

function hookTool(_words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  return removesHooks(command) ? [{ kind: 'hooks-off', program, segment: command.segment }] : [];
}
