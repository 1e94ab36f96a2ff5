const secretName =
  /(^|_)(SECRETS?|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PASS|CREDENTIALS?|API_?KEY|APIKEY|PRIVATE_?KEY|ACCESS_?KEY|SECRET_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|MASTER_?KEY|AUTH|PAT|DSN|CONNECTION_STRING)(_|$)|_(KEY|PWD)$|^(DATABASE|REDIS|MONGO(DB)?|POSTGRES|AMQP)_UR[IL]$|WEBHOOK_URL$/;
const notSecret = /(_SOCK|_FILE|_PATH|_DIR|_COUNT|_LIMIT|_URL_?PREFIX|_TTL|_NAME|_TYPE|_EXPIRY|PUBLIC_KEY|_ENABLED)$/;

/** Does a variable of this name usually hold a secret? */
export function isSecretVariable(name: string): boolean {
  return secretName.test(name) && !notSecret.test(name);
}

/** The first secret variable whose value would be in the text: `$X`, `${X}`, `${X:0:4}`; `${#X}` is only a number. */
export function secretVariableIn(text: string): string | undefined {
  for (const [, name] of text.matchAll(/\$\{?!?([A-Za-z_]\w*)/g)) if (name && isSecretVariable(name)) return name;
  return undefined;
}
