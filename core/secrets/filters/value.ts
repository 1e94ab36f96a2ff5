import { entropy } from './entropy.ts';
import { looksFake } from './fake.ts';

/** Words that stand for a password in manuals, defaults and tests. */
const commonplace =
  /^(?:[a-z_-]*(?:password|passwd|passphrase|pass|secret|token|credentials?|apikey|api_key|key)\d{0,4}|user(?:name)?|admin\w{0,4}|root|guest|postgres|mysql|rabbitmq|minio(?:admin)?|test\w{0,8}|string|none|null|undefined|true|false|required|optional|default|empty|hidden|secure|private|public|local|changeit|letmein|unknown|docker|dev|pw\d?|x-oauth-basic)$/i;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const hash =
  /^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$|^(?:sha\d{1,3}|md5)[-:$=]|^\$(?:2[abxy]?|5|6|y|argon2\w{0,2}|scrypt)\$|^h1:/;
/** Where the value is looked up, not the value. */
const reference =
  /^(?:\$[A-Za-z_]|%[A-Za-z_]+%|[@&*][\w.]+$|!(?:Ref|Sub|GetAtt|ImportValue|vault|secret|env)|(?:\.{0,2}|~)\/\.?[a-z][\w.-]{0,30}(?:\/|$)|arn:|vault:|op:\/\/|file:|env[:.]|ref\+|secretsmanager:|ssm:|keyring:|ENC\[|AQICAH|data:|https?:\/\/)/;
const words = /^(?:[A-Za-z]+\d{0,3}[-_. :/])*[A-Za-z]+\d{0,3}$/;
const code =
  /\w\(|\)|\w\.\w+\.\w|=>|->|::|\[|\]|^(?:this|self|config|options?|props|params|args|req|request|res|data|settings|env|ctx|context|input|state|secrets|inputs|credentials|auth|user|process)\b\.|[{};]/;
/** A step of a scale, as design tokens are called: `primary-500`. */
const step = /^[a-z]+(?:[-_.][a-z]+)*[-_.](?:50|[1-9][05]0)$/;
const notable = /^\d[\d.,:_/-]*$/;

/** Neither a hash, an id, a reference, a number nor some words of a language: it may be a secret. */
function isOpaque(value: string): boolean {
  if (looksFake(value) || commonplace.test(value) || uuid.test(value) || hash.test(value)) return false;
  if (reference.test(value) || notable.test(value) || step.test(value)) return false;
  return !words.test(value) || (value.length >= 20 && entropy(value) >= 4.2);
}

/** A password somebody chose: of more than one kind of letters, and not of words alone. */
export function isChosenPassword(value: string): boolean {
  if (value.length < 6 || !isOpaque(value) || code.test(value)) return false;
  return kinds(value) >= 2 && entropy(value) >= 2.3;
}

/** Made by a machine: long, and with letters and digits as chance mixes them. */
export function isRandom(value: string): boolean {
  if (value.length < 12 || !isOpaque(value) || code.test(value)) return false;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return mixed ? entropy(value) >= 3 : value.length >= 20 && entropy(value) >= 4;
}

function kinds(value: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
}
