import type { ActionEffect, Word } from '../../model/action.ts';
import { lookup, type Table } from '../lookup.ts';
import type { ReaderContext, ReaderTable } from './reader.ts';

/** What a tool for shared systems does, told by its words: `final` cannot be taken back, `outward` others notice. */
type Reach = { readonly final?: RegExp; readonly outward?: RegExp };

const cloud: Reach = {
  final:
    /(^|\s)(\S*-)?(delete|terminate|destroy|purge|deregister|revoke|remove|drop|reset|wipe|release-address|disassociate|reboot|stop|schedule-key-deletion)(-\S+)?(\s|$)|\s(rm|rb)(\s|$)|\s--delete\b|put-bucket-(policy|acl)|modify-|update-(?!kubeconfig)|attach-\S*policy|put-\S*policy|add-iam-policy-binding|set-iam-policy/,
  outward:
    /(^|\s)(\S*-)?(create|run|put|start|deploy|apply|set|import|restore|scale|publish|invoke|send|assign)(-\S+)?(\s|$)|s3 (cp|mv|sync|mb)\b|storage (cp|mv|rsync)\b|(^|\s)(submit|rsync)\b/,
};
const orchestration: Reach = {
  final:
    /(^|\s)(delete|drain|evict|replace .*--force|taint|cordon|prune)(\s|$)|apply .*--prune|scale .*--replicas[= ]0\b/,
  outward:
    /(^|\s)(apply|create|edit|patch|replace|scale|rollout (restart|undo|pause|resume)|set|label|annotate|exec|run|cp|port-forward|expose|autoscale|uncordon|attach|debug|proxy|config (set|use|delete|unset|rename)\S*)(\s|$)/,
};
const plans: Reach = {
  final:
    /(^|\s)(destroy|force-unlock|taint|untaint|state (rm|push|mv)|workspace delete|apply-all|destroy-all|run-all (apply|destroy))(\s|$)|-{1,2}auto-approve|apply .*-destroy/,
  outward: /(^|\s)(apply|import|login|logout|refresh|workspace (new|select)|cloud)(\s|$)/,
};
const containers: Reach = {
  final:
    /(^|\s)((system|volume|image|container|network|builder|buildx) prune|volume (rm|remove)|swarm leave|swarm init|node rm|stack rm|service rm|context rm|secret rm|rm (-\w+ )*(-\w*f\w*|--force) .*[$`*]|rmi (-\w+ )*.*[$`])(?=\s|$)?|--privileged|--(pid|net|network|ipc|userns|uts)[= ]host|--cap-add|--security-opt|--device|docker\.sock|(-v|--volume)[= ]?(\/|~|\$HOME)(?!home\/\S*\/factory\/wt|tmp\/)\S*:|--mount\S*[= ]\S*(source|src)=(\/|~)(?!home\/\S*\/factory\/wt|tmp\/)|(kill|stop|rm|restart) (-\w+ )*.*[$`]/,
  outward:
    /(^|\s)((container )?rm|rmi|image rm|kill|network (rm|create|disconnect)|login|logout|commit|tag .*\/|service (create|update|scale)|stack deploy|exec -\w*u\s?(0|root)|compose .*(down .*(-v\b|--volumes|--rmi)|rm .*-\w*v|kill)|update|import|load)(\s|$)|down .*(-v\b|--volumes|--rmi)/,
};
const pages: Reach = {
  outward: /(^|\s)(deploy|publish|up|promote|release|alias|domains?|link|dev --remote|--prod)(\s|$)|^$|--prod/,
  final: /(^|\s)(rm|remove|delete|destroy|rollback|env (rm|remove)|secret (put|delete|bulk)|purge)\S*(\s|$)/,
};
const migrations: Reach = {
  outward:
    /(^|\s)(migrate (reset|deploy.*--force|dev.*--force|fresh|rollback)|db (push .*--(force-reset|accept-data-loss)|drop|reset)|db:(drop|reset|migrate:(reset|undo\S*)|rollback|schema:load|structure:load|fresh|wipe|purge|setup|truncate\S*|seed:undo:all)|migrate:(fresh|reset|rollback|refresh)|flush|reset_db|sqlflush|downgrade|schema:drop|doctrine:(schema|database):drop|undo:all|drop-all|rollback|drop|down|dbconsole|destroy)(\s|$)|flush|reset_db/,
};

const tools: Table<Reach> = {
  terraform: plans,
  tofu: plans,
  terragrunt: plans,
  pulumi: {
    final: /(^|\s)(destroy|stack rm|state delete|cancel|up .*(-y|--yes)|refresh .*(-y|--yes))(\s|$)/,
    outward: /(^|\s)(up|update|import|refresh|config set)(\s|$)/,
  },
  cdk: { final: /(^|\s)destroy|--require-approval[= ]never/, outward: /(^|\s)(deploy|bootstrap|import|watch)(\s|$)/ },
  cdktf: { final: /(^|\s)destroy|--auto-approve/, outward: /(^|\s)deploy/ },
  serverless: { final: /(^|\s)remove/, outward: /(^|\s)(deploy|rollback|invoke)/ },
  sls: { final: /(^|\s)remove/, outward: /(^|\s)(deploy|rollback|invoke)/ },
  sam: { final: /(^|\s)delete/, outward: /(^|\s)(deploy|sync|publish)/ },
  sst: { final: /(^|\s)remove/, outward: /(^|\s)deploy/ },
  eksctl: cloud,
  kops: cloud,
  kind: { outward: /(^|\s)delete/ },
  minikube: { outward: /(^|\s)(delete|start)/ },
  kubectl: orchestration,
  oc: orchestration,
  k9s: { outward: /(?:)/ },
  helm: {
    final: /(^|\s)(uninstall|delete|del|un|rollback)(\s|$)/,
    outward: /(^|\s)(install|upgrade|repo (add|remove)|registry login|test)(\s|$)/,
  },
  helmfile: { final: /(^|\s)(destroy|delete)/, outward: /(^|\s)(apply|sync)/ },
  argocd: {
    final: /(^|\s)(app|cluster|repo|proj) (delete|rm)/,
    outward: /(^|\s)(app (sync|set|create|rollback)|login)/,
  },
  flux: { final: /(^|\s)(uninstall|delete)/, outward: /(^|\s)(bootstrap|create|reconcile|suspend|resume)/ },
  istioctl: { final: /(^|\s)uninstall/, outward: /(^|\s)install/ },
  velero: { final: /(^|\s)delete/, outward: /(^|\s)(create|restore)/ },
  aws: cloud,
  gcloud: cloud,
  gsutil: { final: /(^|\s)(rm|rb|iam|acl|rsync .*-d)(\s|$)/, outward: /(^|\s)(cp|mv|mb|rsync)(\s|$)/ },
  bq: { final: /(^|\s)(rm|remove)\b|--replace/, outward: /(^|\s)(load|mk|cp|query|update|insert)\b/ },
  az: cloud,
  doctl: cloud,
  linode: cloud,
  'linode-cli': cloud,
  hcloud: cloud,
  scw: cloud,
  oci: cloud,
  ibmcloud: cloud,
  aliyun: cloud,
  s3cmd: {
    final: /(^|\s)(del|rm|rb|sync .*--delete-removed)(\s|$)/,
    outward: /(^|\s)(put|sync|cp|mv|mb|setacl)(\s|$)/,
  },
  mc: { final: /(^|\s)(rm|rb)(\s|$)/, outward: /(^|\s)(cp|mirror|mb|anonymous|admin)(\s|$)/ },
  rclone: {
    final: /(^|\s)(delete\S*|purge|sync|rmdirs?|cleanup|move\S*)(\s|$)/,
    outward: /(^|\s)(copy\S*|mount|serve|link)(\s|$)/,
  },
  fly: {
    final:
      /(^|\s)(apps? )?destroy|(^|\s)(volumes?|machines?|secrets?|postgres|certs) (destroy|delete|remove|unset|set|kill)/,
    outward: /(^|\s)(deploy|launch|scale|secrets|ssh|machine|postgres|proxy)/,
  },
  flyctl: {
    final: /(^|\s)(apps? )?destroy|(^|\s)(volumes?|machines?|secrets?) (destroy|delete|remove|unset|set|kill)/,
    outward: /(^|\s)(deploy|launch|scale|secrets|ssh|machine)/,
  },
  heroku: {
    final:
      /(apps:destroy|(^|\s)destroy|pg:(reset|kill\S*|credentials:destroy|promote)|addons:(destroy|detach)|config:(unset|set)|domains:(remove|clear)|releases:rollback|(^|\s)rollback|repo:reset|access:remove|apps:transfer|redis:cli|ps:(kill|stop|scale))/,
    outward:
      /(addons:create|ps:restart|pg:(push|pull|copy|psql)|(^|\s)(run|create|scale|restart|psql|maintenance:\S+|container:\S+|git:remote)\b)/,
  },
  vercel: {
    ...pages,
    outward:
      /(^|\s)(deploy|promote|alias|domains|link|redeploy|--prod|env (add|pull))(\s|$)|^(--prod|-y|--yes)?$|--prod/,
  },
  netlify: {
    final: pages.final ?? /$^/,
    outward: /(^|\s)(deploy|sites:(create|delete)|env:(set|unset|import)|link)(\s|$)/,
  },
  railway: {
    final: /(^|\s)(delete|down|remove|unlink)(\s|$)/,
    outward: /(^|\s)(up|run|deploy|redeploy|link|add|connect)(\s|$)/,
  },
  wrangler: {
    final:
      /(^|\s)(delete|rollback|secret (put|delete|bulk)|d1 (delete|execute .*--remote)|r2 (object|bucket) delete|kv\S* .*delete)\b/,
    outward: /(^|\s)(deploy|publish|versions|pages deploy|r2 object put|kv\S* put|d1)\b/,
  },
  firebase: {
    final: /(delete|firestore:delete|database:(remove|set)|functions:delete|hosting:disable|projects:delete)/,
    outward: /(^|\s)(deploy|functions:config:(set|unset)|hosting:channel|use|login|auth:import|database:\S+)/,
  },
  supabase: {
    final: /(projects delete|(^|\s)db reset .*--linked|functions delete|secrets (set|unset)|branches delete)/,
    outward: /(^|\s)(db (reset|push)|functions deploy|link|migration (up|repair|down))/,
  },
  'ansible-playbook': { outward: /^(?!.*(--check|--syntax-check|--list-\S+))/ },
  ansible: { outward: /^(?!.*(--version|--check))/ },
  salt: { outward: /(?:)/ },
  vagrant: { final: /(^|\s)destroy/, outward: /(^|\s)(up|halt|reload|provision)/ },
  packer: { outward: /(^|\s)build/ },
  nomad: {
    final: /(^|\s)(stop|job stop|node (drain|purge)|system gc|namespace delete)/,
    outward: /(^|\s)(run|job run|alloc exec)/,
  },
  consul: { final: /(kv delete|(^|\s)(leave|force-leave)|snapshot restore)/, outward: /kv put/ },
  vault: {
    final:
      /(^|\s)(delete|kv (delete|destroy|metadata delete)|secrets disable|auth disable|policy delete|lease revoke|operator \S+|token revoke)/,
    outward: /(^|\s)(write|kv put|policy write|secrets enable|auth enable)/,
  },
  etcdctl: { final: /(^|\s)(del|member remove|compaction|defrag|snapshot restore)/, outward: /(^|\s)put/ },
  docker: containers,
  podman: containers,
  nerdctl: containers,
  'docker-compose': containers,
  gh: {
    final:
      /(^|\s)(repo (delete|archive|rename|edit .*--visibility)|release (delete|delete-asset)|(secret|variable) (set|delete|remove)|workflow (disable|enable)|run (delete|cancel)|cache delete|issue (delete|transfer)|ssh-key (add|delete)|gpg-key (add|delete)|gist delete|codespace delete|label delete|ruleset \S*delete|auth (logout|refresh .*-s|setup-git)|pr merge .*--admin|extension (install|upgrade)|project delete|org \S*delete|repo deploy-key|api .*((-X|--method)[= ]?(DELETE|PUT .*protection|PATCH .*(archived|visibility|private)))|attestation delete)/i,
    outward:
      /(^|\s)(pr (create|merge|comment|close|edit|ready|review|reopen|lock|unlock|update-branch|revert)|issue (create|comment|close|edit|reopen|lock|unlock|pin|unpin|develop)|release (create|edit|upload)|repo (create|fork|edit|sync|set-default)|gist (create|edit)|workflow run|run (rerun)|label (create|edit|clone)|project \S*(create|edit|add|link|close)\S*|codespace (create|ssh|stop)|auth login|cache|variable|alias (set|import)|discussion \S+|api .*(((-X|--method)[= ]?(POST|PUT|PATCH))|(\s(-f|-F|--field|--raw-field|--input)\b)|mutation)|copilot|config set)/i,
  },
  hub: {
    final: /(^|\s)(delete|release delete)/,
    outward: /(^|\s)(pull-request|create|fork|release (create|edit)|issue create|sync|merge)\b/,
  },
  glab: {
    final:
      /(^|\s)((repo|project) (delete|archive|transfer)|release delete|variable (set|update|delete)|ci (delete|cancel)|(mr|issue) delete|ssh-key|deploy-key|token|api .*(-X|--method)[= ]?DELETE|schedule delete|label delete|snippet delete)/i,
    outward:
      /(^|\s)((mr|issue) (create|merge|note|comment|close|update|approve|reopen|revoke|rebase|todo|subscribe)|release (create|upload)|(repo|project) (create|fork)|ci (run|retry|trigger)|snippet create|label create|api .*((-X|--method)[= ]?(POST|PUT|PATCH)|\s(-f|-F|--field|--raw-field)\b))/i,
  },
  jira: { final: /delete/, outward: /(create|edit|move|assign|comment|link)/ },
  'sentry-cli': { final: /delete/, outward: /(releases (new|finalize|set-commits)|sourcemaps upload|deploys)/ },
  stripe: {
    final: /(^|\s)(\S+ (delete|cancel)|delete)\b/,
    outward: /(^|\s)(\S+ (create|update)|post|trigger|fixtures)\b/,
  },
  mail: { outward: /(?:)/ },
  sendmail: { outward: /(?:)/ },
  mutt: { outward: /(?:)/ },
  mailx: { outward: /(?:)/ },
  npm: { final: /^(unpublish|owner (add|rm)|access|token revoke|org|team|deprecate)\b/ },
  'redis-cli': {
    outward:
      /(^|\s)(flushall|flushdb|del|unlink|shutdown|config (set|rewrite)|debug|script flush|slaveof|replicaof|keys .*\| )/i,
  },
  dropdb: { outward: /(?:)/ },
  dropuser: { outward: /(?:)/ },
  pg_restore: { outward: /(-c|--clean|--if-exists)\b/ },
  mysqladmin: { outward: /(drop|shutdown|flush|kill)/ },
  mongorestore: { outward: /--drop/ },
  prisma: migrations,
  rails: migrations,
  rake: migrations,
  artisan: migrations,
  knex: { outward: /migrate:(rollback|down)/ },
  sequelize: migrations,
  'sequelize-cli': migrations,
  typeorm: { outward: /(schema:drop|migration:revert|schema:sync)/ },
  'drizzle-kit': { outward: /(^|\s)(push|drop)\b/ },
  alembic: { outward: /(^|\s)downgrade\b/ },
  flask: { outward: /db downgrade/ },
  flyway: { outward: /(^|\s)(clean|undo|repair)\b/ },
  liquibase: { outward: /(drop-?all|rollback)/i },
  diesel: { outward: /(database reset|migration (revert|redo)|database drop)/ },
  sqlx: { outward: /(database (drop|reset)|migrate revert)/ },
  dbmate: { outward: /(^|\s)(drop|down|rollback)\b/ },
  goose: { outward: /(^|\s)(down\S*|reset|redo)\b/ },
  migrate: { outward: /(^|\s)(down|drop|force)\b/ },
  atlas: { outward: /schema (clean|apply .*--auto-approve)/ },
  mix: { outward: /ecto\.(drop|reset|rollback)/ },
  'manage.py': { outward: /(^|\s)(flush|reset_db|sqlflush|migrate \S+ zero)\b/ },
};

const databases =
  /^(psql|mysql|mariadb|sqlite3|mongo|mongosh|cockroach|clickhouse-client|clickhouse|sqlcmd|duckdb|cqlsh|usql|pgcli|mycli|litecli|bq|influx|snowsql)$/;
/** Statements that take more than named rows: drops, truncations, and changes without a condition. */
const losesData =
  /\b(drop\s+(table|database|schema|index|column|user|role|view|keyspace|collection|materialized|type|owned)|truncate\b|alter\s+table\s+\S+\s+drop|delete\s+from\s+[\w."`]+\s*(;|$|"|')|update\s+[\w."`]+\s+set\s+(?!.*\bwhere\b)|dropdatabase|\.drop\(|deletemany\(\s*(\{\s*\})?\s*\)|\.remove\(\s*\{\s*\}\s*\)|flushall|reassign\s+owned|delete\s+from\s+[\w."`]+\s+where\s+(1\s*=\s*1|true))/i;

export const infrastructure: ReaderTable = {
  ...Object.fromEntries(Object.keys(tools).map((name) => [name, readTool])),
  ...Object.fromEntries(
    'psql mysql mariadb sqlite3 mongo mongosh cockroach clickhouse-client clickhouse sqlcmd duckdb cqlsh usql pgcli mycli snowsql'
      .split(' ')
      .map((name) => [name, readDatabase]),
  ),
  php: (words, at) => (words[0]?.text === 'artisan' ? readTool(words.slice(1), { ...at, program: 'artisan' }) : []),
  python: runsManage,
  python3: runsManage,
};

/** What follows later than this is not looked at, and so not taken to be harmless. */
const longest = 1000;

function readTool(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  const reach = lookup(tools, program);
  if (!reach || words.some((word) => /^(--help|-h|--dry-run\S*|--version|version|help)$/.test(word.text))) return [];
  const whole = words.map((word) => word.text.slice(0, longest).replace(/\s+/g, ' ')).join(' ');
  const text = whole.slice(0, longest);
  const { segment } = command;
  const what = `${program} ${text.slice(0, 60)}`;
  if (reach.final?.test(text)) return [{ kind: 'infrastructure', what, irreversible: true, segment }];
  return whole !== text || reach.outward?.test(text)
    ? [{ kind: 'infrastructure', what, irreversible: false, segment }]
    : [];
}

/** SQL among the arguments or on standard input. */
function readDatabase(words: readonly Word[], { program, command }: ReaderContext): readonly ActionEffect[] {
  const texts = [...words.map((word) => word.text), command.stdin?.text ?? ''];
  const statement = texts.find((text) => losesData.test(text.slice(0, 10_000)));
  if (statement === undefined || !databases.test(program)) return [];
  return [{ kind: 'infrastructure', what: statement.slice(0, 60), irreversible: false, segment: command.segment }];
}

function runsManage(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const script = words[0]?.text.endsWith('manage.py') === true;
  return script ? readTool(words.slice(1), { ...at, program: 'manage.py' }) : [];
}
