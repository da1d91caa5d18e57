export interface Config {
  cloudflare?: {
    /** Who may do what. */
    policy?: {
      /**
       * What happens to permissions that are not of the Cloudflare plugins, and
       * not of Tech Insights: `allow` (default) or `deny`.
       */
      fallback?: 'allow' | 'deny';
      /**
       * By full entity ref of a group or user, such as `group:default/sre`: all
       * permissions of the policy that it has. It replaces what the suggested
       * matrix gives to that group; groups that are not named keep theirs.
       *
       * A permission is a name, or a pattern with `*` for any characters, such
       * as `cloudflare.read.*`. A pattern never gives
       * `cloudflare.read.sensitive`, `cloudflare.read.personal` and
       * `cloudflare.read.kv.values`: name these.
       */
      groups?: {
        [entityRef: string]: string[];
      };
    };
  };
}
