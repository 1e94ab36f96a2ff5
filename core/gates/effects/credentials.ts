import type { ActionEffect, Word } from '../../model/action.ts';
import { lookup, type Table } from '../lookup.ts';
import { isSecretTarget } from '../secrets/secret-file.ts';
import { isSecretVariable, secretVariableIn } from '../secrets/secret-variable.ts';
import { notOption, targetOf, type ReaderContext, type ReaderTable } from './reader.ts';

/** Programs that keep credentials → the words with which they print one. */
const stores: Table<RegExp> = {
  gh: /^config get .*oauth_token|^auth (token|status .*(--show-token|-t\b))|^auth status (--show-token|-t)/,
  glab: /^auth (status .*(-t\b|--show-token)|token)|^auth status (-t|--show-token)|^config get .*token/,
  aws: /configure (get|list-secrets|export-credentials)(?!.*(region|output))|sts (get-session-token|assume-role|get-federation-token)|sso get-role-credentials|cognito-idp (admin-)?initiate-auth|kms decrypt|redshift get-cluster-credentials|secretsmanager (get-secret-value|batch-get-secret-value)|ssm get-parameters?\S* .*--with-decryption|ecr get-(login|authorization)|iam create-access-key|codeartifact get-authorization-token|rds generate-db-auth-token|eks get-token/,
  gcloud:
    /auth (application-default )?print-(access|identity)-token|sql generate-login-token|auth print-refresh-token|secrets versions access|config config-helper|iam service-accounts keys create/,
  az: /account get-access-token|keyvault secret (show|download)|acr (credential show|login .*--expose-token)|keys list|ad sp create-for-rbac|show-connection-string|list-publishing-(credentials|profiles)|storage container generate-sas/,
  kubectl:
    /get ([\w,.]*,)?secrets?\b(?=.*((-o|--output)\s?=?\s?(yaml|json|go-template|jsonpath|custom)|--template\b))|get \S*,?secrets?\b.*-o\s?(yaml|json)|config view .*--raw|create token|exec .* (env|printenv)$/,
  oc: /whoami (-t|--show-token)|get secrets?\b.*-o|extract secret/,
  heroku: /^(auth:token|config(:get)?\b|authorizations|pg:credentials)/,
  op: /^run .*-- (env|printenv)$|^(read|item get|document get|get|inject)/,
  vault: /^(read|kv get|kv export|token (lookup|create)|print token|login|unwrap)/,
  bw: /^(get|list items|export|unlock --raw)/,
  lpass: /^(show|export)/,
  pass: /^(?!(ls|list|find|search|git|help|version|init|insert|generate|edit|rm|mv|cp|-)\b)\S/,
  gopass: /^(show|cat|[\w-]+\/)/,
  security:
    /find-(generic|internet)-password .*(-w|-g)|find-(generic|internet)-password (-w|-g|-ga|-wa)|dump-keychain|find-identity -v -p|export/,
  'secret-tool': /^(lookup|search)/,
  keyring: /^get/,
  doppler: /^(secrets(?!.*--only-names)( (get|download))?|run .*env$|configure get token)/,
  infisical: /^(export|secrets)/,
  chamber: /^(read|export|env)/,
  sops: /^(-d|--decrypt|decrypt|exec-env|edit)|\s(-d|--decrypt)\b/,
  'ansible-vault': /^(view|decrypt|edit)/,
  age: /(^|\s)(-d|--decrypt)\b/,
  fly: /^(auth|tokens?) (token|create)/,
  flyctl: /^(auth|tokens?) (token|create)/,
  doctl: /^(auth (list|token)|account token|registry docker-config|kubernetes cluster kubeconfig show)/,
  vercel: /^env (pull|ls.*--decrypt)|^whoami --token/,
  netlify: /^env:(list|get)(?=.*)/,
  railway: /^(variables|vars)/,
  firebase: /^(login:ci|functions:config:get|functions:secrets:access|apphosting:secrets:access)/,
  stripe: /^config (--list|-l)/,
  rclone: /^(config (show|dump)|reveal)/,
  npm: /^(config|c) (get|ls|list) .*(_auth|token|password)|^token (list|ls|create)|^get .*(_auth|token)/,
  yarn: /^config get .*([tT]oken|Auth)/,
  pip: /^config (get|list|debug)(?=.*(password|token|index-url))/,
  composer: /^config .*(--auth|-a)\b|^config .*(github-oauth|http-basic)/,
  poetry: /^config .*(pypi-token|http-basic).*(?<!--unset)$/,
  git: /(^|\s)credential(-\w+)? (fill|get)\b|(^|\s)config .*(--get\S*|get|-l|--list)? ?\S*(token|password|extraheader|oauth)\S*$|^credential-(store|cache|osxkeychain) .*get/,
  gpg: /--export-secret-(keys|subkeys)|--export-secret|(^|\s)(-\w*d|--decrypt)(\s|$)/,
  gpg2: /--export-secret-(keys|subkeys)|(^|\s)(-\w*d|--decrypt)(\s|$)/,
  openssl: /^(rsa|pkey|ec|pkcs12)(?=.*-in\b)(?!.*-pubout)(?!.*-noout)(?=.*\.(key|pem|p12|pfx))/,
  'ssh-keygen': /^(?=.*(-y|-e)\b)(?=.*-f)/,
  terraform: /^output .*(-json|-raw)|^state (pull|show)|^show\b.*-json/,
  pulumi: /(config|stack output|stack export)\b.*--show-secrets|config get .*(token|password|secret)/,
  helm: /^get (values|all|manifest).*secret/,
  docker:
    /^(container )?inspect .*\.Env\b|^(exec|run) .* (env|printenv)$|^compose exec .* (env|printenv)$|^context export|^secret inspect/,
  podman: /^(exec|run) .* (env|printenv)$|^secret inspect/,
  rails: /^(credentials|secrets|encrypted):(show|edit)/,
  rake: /^secrets:/,
  php: /artisan (env:decrypt|tinker .*env\()/,
  jq: /(^|\s|[^.\w])(\$ENV|env)\.\w*(TOKEN|KEY|SECRET|PASS)/i,
  launchctl: /^getenv \S*(TOKEN|KEY|SECRET|PASS)/,
  consul: /^kv get/,
  etcdctl: /^get .*secret/,
  'docker-credential-desktop': /^(get|list)/,
  'docker-credential-pass': /^get/,
  'docker-credential-secretservice': /^get/,
  'docker-credential-osxkeychain': /^get/,
  'git-credential-store': /get/,
  'git-credential-manager': /get/,
  'git-credential-osxkeychain': /get/,
  wrangler: /^(auth token|secret get|kv:key get .*secret)/,
  supabase: /^(secrets get|projects api-keys|status.*-o env)/,
  databricks: /^(auth token|secrets get)/,
  teller: /^(env|show|sh|yaml)/,
  berglas: /^access/,
  mysql_config_editor: /^print/,
  klist: /-k.*-K|-K/,
  'kwallet-query': /-r/,
  'git-secret': /^(reveal|cat)/,
  'git-crypt': /^(unlock|export-key)/,
};

const dumpers: Table<RegExp> = {
  env: /^(-0|--null|-v|-u \S+|-)*$/,
  printenv: /^(-0|--null)?$/,
  set: /^(-o posix)?$/,
  export: /^(-p)?$/,
  declare: /^(-[px]+|-[px] -[px])?$/,
  typeset: /^(-[px]+)?$/,
  readonly: /^(-p)?$/,
  ps: /^((aux|ax|a|x)?e(ww\w*|ww)?|auxe\w*|axe\w*|eww\w*|-?e?aux?eww?)$/,
  systemctl: /show-environment/,
  jq: /(^|\s)(-\S+ )*(\$ENV|env)(\s|$)/,
};

const printers =
  /^(envsubst|echo|printf|cat|tee|print|logger|wall|write|cowsay|figlet|xxd|od|base64|hexdump|rev|tr|fold|say)$/;
const senders = /^(curl|wget|http|https|xh|nc|ncat|netcat|socat|telnet|dig|nslookup|host|ping|ssh)$/;

/** Credentials that come out of where they are kept, and variables whose value is shown or sent. */
export function credentialsOf(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { program, command } = at;
  const { segment } = command;
  if (words.length < 4 && words.some(({ text }) => text === '--help' || text === '-h')) return [];
  takeIn(words, at);
  const [store, dumper] = [lookup(stores, program), lookup(dumpers, program)];
  const text = store || dumper ? words.map((word) => word.text).join(' ') : '';
  if (store?.test(text)) return [printed(`a credential kept by ${program}`, segment)];
  const [sourced] = at.state.sourced;
  if (dumper?.test(text))
    return [sourced === undefined ? { kind: 'environment-dump', segment } : printed(`what ${sourced} holds`, segment)];
  const name = shownVariable(words, at);
  return name === undefined ? [] : [printed(`the variable ${name}`, segment)];
}

/** `source .env`: from here on, any variable may be a secret. */
function takeIn(words: readonly Word[], at: ReaderContext): void {
  const file = at.program === '.' || at.program === 'source' ? words.find(notOption) : undefined;
  const target = file && targetOf(file, at);
  if (target && isSecretTarget(target, at.state.context.home)) at.state.sourced.add(target.path);
}

function printed(what: string, segment: string): ActionEffect {
  return { kind: 'credential', what, segment };
}

function shownVariable(words: readonly Word[], at: ReaderContext): string | undefined {
  const { program, state } = at;
  if (/^(printenv|declare|typeset|export)$/.test(program)) {
    const lists = program === 'printenv' || words.some((word) => /^-\w*p/.test(word.text));
    return lists ? words.filter(notOption).find((word) => isSecretVariable(word.text))?.text : undefined;
  }
  for (const word of shownWords(words, at)) {
    // `envsubst` fills in what the text only names.
    const name = word.known && program !== 'envsubst' ? undefined : secretVariableIn(word.text);
    const any = word.known || state.sourced.size === 0 ? undefined : /\$\{?([A-Za-z_]\w*)/.exec(word.text)?.[1];
    if (name !== undefined || any !== undefined) return name ?? any;
  }
  return undefined;
}

function shownWords(words: readonly Word[], { program, command }: ReaderContext): readonly Word[] {
  const prints = printers.test(program);
  const sends = senders.test(program);
  if (!prints && !sends) return [];
  return [
    ...(prints ? words : []),
    ...(sends ? words.filter((_word, index) => !isHeader(words, index)) : []),
    ...(command.stdin ? [command.stdin] : []),
  ];
}

/** A header or a login carries the credential it is for; where it goes is asked about anyway. */
function isHeader(words: readonly Word[], index: number): boolean {
  const option = /^(-H|--header|-u|--user|--oauth2-bearer|-A|--password|--http-password)/;
  return option.test(words[index - 1]?.text ?? '') || option.test(words[index]?.text ?? '');
}

const packers: Table<RegExp> = {
  tar: /^-?[a-zA-Z]*c|(^|\s)(-\w*c\w*|--create)\b/,
  bsdtar: /^-?[a-zA-Z]*c/,
  zip: /(?:)/,
  '7z': /^a/,
  '7za': /^a/,
  rar: /^a/,
  cpio: /-\w*o/,
  pax: /-w/,
  ar: /^-?[a-z]*[rq]/,
  git: /(^|\s)(archive|bundle create)\b/,
  docker: /^(save|export)\b/,
};

/** Many files become one. */
export const archives: ReaderTable = Object.fromEntries(
  Object.keys(packers).map((name) => [
    name,
    (words: readonly Word[], { command }: ReaderContext): readonly ActionEffect[] =>
      lookup(packers, name)?.test(words.map((word) => word.text).join(' '))
        ? [{ kind: 'archive', segment: command.segment }]
        : [],
  ]),
);
