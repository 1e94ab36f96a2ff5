import type { ActionEffect, Word } from '../../model/action.ts';
import { readOptions, valuesOf, type OptionSpec } from '../options.ts';
import { isRemote } from './files.ts';
import { notOption, type EffectReader, type ReaderContext, type ReaderTable } from './reader.ts';

const curl: OptionSpec = {
  valued: 'AbcCdDeEFhHKmoPQrtTuUwxXyYz',
  long: 'data= data-ascii= data-binary= data-raw= data-urlencode= json= form= form-string= header= output= request= user= user-agent= url= cookie= cookie-jar= dump-header= connect-timeout= max-time= retry= retry-delay= write-out= referer= range= upload-file= proxy= preproxy= socks5= socks5-hostname= cert= key= cacert= output-dir= resolve= connect-to= interface= config= max-redirs= limit-rate= unix-socket='.split(
    ' ',
  ),
};
const wget: OptionSpec = {
  valued: 'OPoaUtTwQiBAIRDXe',
  long: 'output-document= directory-prefix= output-file= user-agent= header= post-data= post-file= body-file= body-data= timeout= tries= user= password= input-file='.split(
    ' ',
  ),
};
const other: OptionSpec = {};

const byUrl: Readonly<Record<string, OptionSpec>> = {
  curl,
  wget,
  wget2: wget,
  aria2c: { valued: 'dojxsikl' },
  http: other,
  https: other,
  xh: other,
  lynx: other,
  w3m: other,
  'yt-dlp': { valued: 'ofPr' },
  websocat: other,
  wscat: { valued: 'cHPns' },
  ab: { valued: 'ncHTpuA' },
  wrk: { valued: 'tcdsHL' },
  hey: { valued: 'ncqzmHdDTa' },
  svn: { valued: 'rm' },
  hg: other,
};
const byHost =
  'ssh telnet ftp sftp nc ncat netcat socat mosh dig nslookup host ping traceroute whois nmap mtr tracepath ssh-copy-id ssh-keyscan grpcurl iperf3'.split(
    ' ',
  );

/** Programs that talk to other machines. */
export const network: ReaderTable = {
  ...Object.fromEntries(Object.entries(byUrl).map(([name, spec]) => [name, urlReader(spec)])),
  ...Object.fromEntries(byHost.map((name) => [name, readHosts])),
  ...Object.fromEntries(
    'ngrok cloudflared localtunnel lt bore frpc chisel pagekite'.split(' ').map((name) => [name, expose]),
  ),
  openssl: readSecureClient,
  cursor: exposeTunnel,
  code: exposeTunnel,
  tailscale: exposeTunnel,
  scp: readCopies,
  rsync: readCopies,
};

function urlReader(spec: OptionSpec): EffectReader {
  return (words, at) => {
    const options = readOptions(words, spec);
    const proxies = valuesOf(options, 'x', 'proxy', 'preproxy', 'socks5', 'socks5-hostname');
    // `host:port:address:…`: where it really goes.
    const rerouted = valuesOf(options, 'connect-to', 'resolve').map((word) => ({
      ...word,
      text: word.text.split(':').slice(2).join(':').replace(/[[\]]/g, ''),
    }));
    const urls = [...options.operands, ...valuesOf(options, 'url'), ...proxies, ...rerouted];
    const hosts = urls.map(urlHost).filter((host) => host !== undefined);
    // These work without another machine as well.
    return hosts.length === 0 && /^(svn|hg)$/.test(at.program) ? [] : reach(hosts, words, at);
  };
}

function readHosts(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const spec: OptionSpec = {
    valued:
      at.program === 'ssh' || at.program === 'sftp' ? 'bcDEeFIiJLlmOopQRSWw' : at.program === 'ping' ? 'cWiI' : 'ptq',
  };
  const hosts = readOptions(words, spec)
    .operands.slice(0, 1)
    .flatMap((word) => plainHost(word) ?? []);
  if (words.some((word) => handsOver(at.program, word.text))) return expose(words, at);
  return reach(hosts, words, at);
}

/** `openssl s_client -connect host:port`. */
function readSecureClient(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  if (words[0]?.text !== 's_client') return [];
  const host = words[words.findIndex((word) => /^--?(connect|host|proxy)$/.test(word.text)) + 1];
  return reach(host ? [plainHost(host)].filter((name) => name !== undefined) : [], words, at);
}

/** A shell behind the connection, or a port of this machine on the other side. */
function handsOver(program: string, text: string): boolean {
  if (program === 'ssh') return /^-\w*R/.test(text);
  if (program === 'socat') return /^(exec|system|shell):/i.test(text);
  return /^(nc|ncat|netcat)$/.test(program) && (/^-[a-z]*[ec]$/.test(text) || /^--(exec|sh-exec|lua-exec)/.test(text));
}

function expose(_words: readonly Word[], { command }: ReaderContext): readonly ActionEffect[] {
  return [{ kind: 'network', host: undefined, exposes: true, segment: command.segment }];
}

function exposeTunnel(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  return words.some((word) => /^(tunnel|funnel|serve-web)$/.test(word.text)) ? expose(words, at) : [];
}

function reach(hosts: readonly string[], words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { segment } = at.command;
  if (words.every((word) => /^(--version|-V|--help|-h)$/.test(word.text))) return [];
  const sends = at.command.stdin !== undefined || words.some((word) => carries(word.text));
  const named: readonly (string | undefined)[] = hosts.length === 0 ? [undefined] : hosts;
  return named.map((host): ActionEffect => ({ kind: 'network', host, segment, ...(sends ? { sends } : {}) }));
}

/** Options that put something of this machine into the request, and text that a substitution fills in. */
function carries(text: string): boolean {
  return (
    /^(-\w*[dFT]|-d\S+|-F\S+|-T\S+|--(data\S*|form\S*|json\S*|upload-file\S*|post-\S+|body-\S+|method\S*|url-query\S*))$/.test(
      text,
    ) || /\$|`|^@|=@/.test(text)
  );
}

const url = /^(?:\w+:\/\/)?(?:[^@/\s]*@)?(\[[\da-fA-F:]+\]|[\w-]+(?:\.[\w-]+)*)(?::\d*)?(?:[/?#].*)?$/;

/** An operand that is a URL, or could be one without its scheme. */
function urlHost({ text, known }: Word): string | undefined {
  if (!known) return undefined;
  const scheme = /^\w+:\/\//.test(text);
  const bare = /^(localhost|\[|\d+\.\d+\.\d+\.\d+)|^[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)|^:\d+/.test(text);
  if (!scheme && !bare) return undefined;
  return text.startsWith(':') ? 'localhost' : url.exec(text)?.[1]?.replace(/^\[|\]$/g, '');
}

function plainHost({ text, known }: Word): string | undefined {
  const bare = text.replace(/^\w+:\/\//, '').replace(/^.*@/, '');
  return known ? bare.replace(/^\[|\]$/g, '').replace(/^([^:/]+)[:/][^:]*$/, '$1') : undefined;
}

function readCopies(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { segment } = at.command;
  return words
    .filter((word) => notOption(word) && isRemote(word.text))
    .map((word) => ({ kind: 'network', host: plainHost(word), sends: true, segment }));
}

export function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){0,3}|::1|0\.0\.0\.0|0|host\.docker\.internal)$/i.test(host);
}
