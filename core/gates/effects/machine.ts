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
  clock: 'timedatectl hwclock',
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
  kill: (words, at) => signal(words, at),
  pkill: (words, at) => signalByName(words, at),
  killall: (words, at) => signalByName(words, at),
  fuser: (words, at) => (words.some((word) => /^-\w*k/.test(word.text)) ? signalByName(words, at) : []),
  ...Object.fromEntries(
    'setsid nohup at batch disown systemd-run daemonize start-stop-daemon'.split(' ').map((name) => [name, detach]),
  ),
  alias: (words, at) => aliases(words, at),
  claude: agent,
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
  /^(status|show|list\S*|is-active|is-enabled|is-failed|cat|-l|--list|--version|--help|-h|get-default|-n|print|info|-a)$/;

function system(area: SystemArea): EffectReader {
  return (words, { program, command }) => {
    const reads =
      area !== 'device' &&
      area !== 'power' &&
      (words.length === 0 ? program !== 'crontab' : words.some((word) => queries.test(word.text)));
    return reads ? [] : [{ kind: 'system', area, program, segment: command.segment }];
  };
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
  /^--?(dangerously-\S+|yolo|y|full-auto|allow-all-tools|approval-mode=yolo|bare|yes-always|yes|permission-mode=bypassPermissions|force|ask-for-approval=never)$/;

/** Another coding agent: worse when its own gate is off. */
function agent(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  const texts = words.map((word) => word.text);
  if (texts.every((text) => /^(--version|-v|--help|-h)$/.test(text)) && texts.length > 0) return [];
  const pairs = texts.map((text, at) => `${text}=${texts[at + 1] ?? ''}`);
  const off =
    texts.some((text) => ungated.test(text)) ||
    pairs.some((pair) => ungated.test(pair)) ||
    texts.some((text) => /^(CLAUDE_CODE_SIMPLE|disableAllHooks)/.test(text));
  return [{ kind: 'agent', program, ungated: off, segment: command.segment }];
}

function hookTool(_words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  return removesHooks(command) ? [{ kind: 'hooks-off', program, segment: command.segment }] : [];
}
