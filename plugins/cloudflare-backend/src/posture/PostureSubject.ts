import { Entity } from '@backstage/catalog-model';
import { CheckSubject } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';

/** An entity that checks are about. */
export interface PostureSubject {
  entityRef: string;
  kind: CheckSubject;
  entity: Entity;
  /** Of what is in an account; Components have none. */
  account?: CloudflareAccount;
  /** Qualified name of a resource, else the name of the entity. */
  name: string;
  title: string;
  /** Entity ref. */
  owner?: string;
  /** Entity ref. */
  system?: string;
  /** Entity refs of the Components that use the resource; of a Component, itself. */
  components: readonly string[];
  dashboardUrl?: string;
}
