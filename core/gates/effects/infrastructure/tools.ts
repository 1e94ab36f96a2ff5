import type { Table } from '../../lookup.ts';

/** What a tool for shared systems does, told by its words: `final` cannot be taken back, `outward` others notice. */
export type Reach = {
  readonly final?: RegExp;
  readonly outward?: RegExp;
  /** Words after that many operands are names of things, not verbs. */
  readonly verbs?: number;
};

const cloud: Reach = {
  final:
    /(^|\s)(\S*-)?(delete|terminate|destroy|purge|deregister|revoke|remove|drop|reset|wipe|release-address|schedule-key-deletion)(-\S+)?(\s|$)|\s(rm|rb)(\s|$)|\s--delete\b|put-bucket-(policy|acl)|change-resource-record-sets|update-\S*policy|attach-\S*policy|put-\S*policy|add-iam-policy-binding|set-iam-policy/,
  outward:
    /(^|\s)(\S*-)?(create|run|put|start|deploy|apply|set|import|restore|scale|publish|invoke|send|assign|stop|reboot|restart|resize|modify|disassociate|update(?!-kubeconfig)|patch|deallocate|rotate)(-\S+)?(\s|$)|s3 (cp|mv|sync|mb)\b|storage (cp|mv|rsync)\b|(^|\s)(submit|rsync)\b/,
  verbs: 4,
};
const orchestration: Reach = {
  final:
    /^(delete|drain|evict|taint|cordon|prune)(\s|$)|^replace .*--force|^apply .*--prune|^scale .*--replicas[= ]0\b/,
  outward:
    /^(apply|create|edit|patch|replace|scale|rollout (restart|undo|pause|resume)|set|label|annotate|exec|run|cp|port-forward|expose|autoscale|uncordon|attach|debug|proxy|config (set|use|delete|unset|rename)\S*)(\s|$)/,
  verbs: 2,
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

export const tools: Table<Reach> = {
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
    verbs: 2,
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
    final: /(^|\s)(sites:delete|env:unset|rollback|blobs:delete)(\s|$)/,
    outward: /(^|\s)(deploy|sites:create|env:(set|import)|link|functions:invoke)(\s|$)/,
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
      /(^|\s)(repo (delete|archive|rename|edit .*--visibility)|release (delete|delete-asset)|(secret|variable) (set|delete|remove)|workflow (disable|enable)|run (delete|cancel)|cache delete|issue (delete|transfer)|ssh-key (add|delete)|gpg-key (add|delete)|gist delete|codespace delete|label delete|ruleset \S*delete|auth (logout|refresh .*-s|setup-git)|pr merge .*--admin|extension (install|upgrade)|project delete|org \S*delete|repo deploy-key|api .*((-X|--method)[= ]?(DELETE|PUT .*protection|PATCH .*(archived|visibility|private)))|attestation delete)|api graphql\b.*\bmutation\b.*\b(delete|remove|archive|transfer)\w*/i,
    outward:
      /(^|\s)(pr (create|merge|comment|close|edit|ready|review|reopen|lock|unlock|update-branch|revert)|issue (create|comment|close|edit|reopen|lock|unlock|pin|unpin|develop)|release (create|edit|upload)|repo (create|fork|edit|sync|set-default)|gist (create|edit)|workflow run|run (rerun)|label (create|edit|clone)|project \S*(create|edit|add|link|close)\S*|codespace (create|ssh|stop)|auth login|alias (set|import)|discussion (create|comment|edit|close)|api (?!graphql\b).*(((-X|--method)[= ]?(POST|PUT|PATCH))|(\s(-f|-F|--field|--raw-field|--input)\b))|api graphql\b.*(\bmutation\b|--input)|config set)/i,
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
  'django-admin': { outward: /(^|\s)(flush|reset_db|sqlflush|migrate \S+ zero)\b/ },
  'manage.py': { outward: /(^|\s)(flush|reset_db|sqlflush|migrate \S+ zero)\b/ },
};
