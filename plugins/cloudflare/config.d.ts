export interface Config {
  cloudflare?: {
    environments?: {
      /**
       * Environments that count as production. Default: [production, prod]
       * @deepVisibility frontend
       */
      production?: string[];
    };
    provenance?: {
      /**
       * Hosts that links to commits and CI runs may lead to; `*.` covers
       * subdomains. Default: those of the public CI services.
       * @deepVisibility frontend
       */
      ciHosts?: string[];
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
