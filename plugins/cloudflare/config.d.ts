export interface Config {
  cloudflare?: {
    environments?: {
      /**
       * Environments that count as production. Default: [production, prod]
       * @deepVisibility frontend
       */
      production?: string[];
    };
    incidents?: {
      /**
       * https URL of the search for the tickets about an event, with `{id}`
       * where the ray id of a request or the id of an audit event goes.
       * Without it, there are no links to tickets.
       * @visibility frontend
       */
      linkTemplate?: string;
    };
  };
}
