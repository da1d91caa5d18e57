import { type AccountClock, type Instant, newestFirst } from './AccountClock';
import { hexId, uuidOf } from './ids';

/** An object of Zero Trust as the API gives it. */
export type AccessObject = Record<string, unknown> & { id: string };

/** A row of the authentication log as the API gives it; it has no id. */
export interface AccessRow {
  action: string;
  allowed: boolean;
  app_domain: string;
  app_uid: string;
  connection: string;
  country?: string;
  created_at: string;
  ip_address: string;
  ray_id: string;
  user_email?: string;
}

/**
 * A row to add to the Access authentication log.
 *
 * @public
 */
export interface AccessRequestChange {
  at?: Instant;
  /** Default `login`. */
  action?: string;
  /** Default true. */
  allowed?: boolean;
  /** Domain of one of the applications; the first one unless told. */
  application?: string;
  connection?: string;
  country?: string;
  ipAddress?: string;
  userEmail?: string;
}

/**
 * An Access application to add.
 *
 * @public
 */
export interface AccessApplicationChange {
  at?: Instant;
  domain?: string;
  /** Further hostnames. */
  domains?: readonly string[];
  /** Default `self_hosted`. */
  type?: string;
  /** Ids of reusable policies. */
  reusablePolicies?: readonly string[];
  /** Names of policies of this application alone. */
  ownPolicies?: readonly string[];
  identityProviders?: readonly string[];
}

/** Zero Trust Access of the account and how it changes. */
export class Access {
  readonly applications: AccessObject[] = [];
  readonly identityProviders: AccessObject[] = [];
  readonly groups: AccessObject[] = [];
  readonly users: AccessObject[] = [];
  readonly devices: AccessObject[] = [];
  readonly #policies: AccessObject[] = [];
  readonly #rows: AccessRow[] = [];
  readonly #clock: AccountClock;
  #sorted = true;

  constructor(clock: AccountClock) {
    this.#clock = clock;
  }

  /** Reusable policies, with the number of applications that use each. */
  policies(): AccessObject[] {
    return this.#policies.map(policy => ({
      ...policy,
      app_count: this.applications.filter(application =>
        (application.policies as AccessObject[]).some(
          used => used.id === policy.id,
        ),
      ).length,
    }));
  }

  /** The authentication log, newest first. */
  rows(): readonly AccessRow[] {
    if (!this.#sorted) {
      this.#rows.sort((a, b) => newestFirst(a.created_at, b.created_at));
      this.#sorted = true;
    }
    return this.#rows;
  }

  addPolicy(
    name: string,
    change: { at?: Instant; decision?: string } = {},
  ): string {
    const at = this.#clock.next(change.at);
    const policy = this.#policy(name, change.decision ?? 'allow', at, true);
    this.#policies.push(policy);
    return policy.id;
  }

  removePolicy(name: string): void {
    const index = this.#policies.findIndex(policy => policy.name === name);
    if (index < 0) throw new Error(`There is no reusable policy '${name}'`);
    const [{ id }] = this.#policies.splice(index, 1);
    for (const application of this.applications) {
      application.policies = (application.policies as AccessObject[]).filter(
        policy => policy.id !== id,
      );
    }
  }

  addApplication(
    name: string,
    change: AccessApplicationChange & { id?: string } = {},
  ): string {
    const at = this.#clock.next(change.at);
    const domain = change.domain ?? `${name.toLowerCase()}.acme.example`;
    const reusable = (change.reusablePolicies ?? []).map(id => {
      const policy = this.#policies.find(candidate => candidate.id === id);
      if (!policy) throw new Error(`There is no reusable policy '${id}'`);
      return policy;
    });
    const own = (change.ownPolicies ?? []).map(policy =>
      this.#policy(policy, 'allow', at, false, name),
    );
    const id = change.id ?? uuidOf(`access/application/${name}`);
    this.applications.push({
      id,
      uid: id,
      name,
      type: change.type ?? 'self_hosted',
      aud: hexId(`access/audience/${name}`, 64),
      domain,
      self_hosted_domains: [domain, ...(change.domains ?? [])],
      session_duration: '24h',
      allowed_idps: [...(change.identityProviders ?? [])],
      auto_redirect_to_identity: false,
      app_launcher_visible: true,
      policies: [...reusable, ...own].map((policy, index) => ({
        ...policy,
        precedence: index + 1,
      })),
      created_at: at,
      updated_at: at,
    });
    return id;
  }

  removeApplication(name: string): void {
    const index = this.applications.findIndex(({ name: n }) => n === name);
    if (index < 0) throw new Error(`There is no application '${name}'`);
    this.applications.splice(index, 1);
  }

  addRequest(change: AccessRequestChange = {}): AccessRow {
    const application =
      this.applications.find(({ domain }) => domain === change.application) ??
      this.applications[0];
    const allowed = change.allowed ?? true;
    // A refused stranger has no e-mail address that Access could know.
    const email =
      change.userEmail ?? (allowed ? 'sam@acme.example' : undefined);
    const row: AccessRow = {
      action: change.action ?? 'login',
      allowed,
      app_domain: String(application.domain),
      app_uid: application.id,
      connection: change.connection ?? 'okta',
      ...(change.country && { country: change.country }),
      created_at: this.#clock.next(change.at),
      ip_address: change.ipAddress ?? '198.51.100.7',
      ray_id: hexId(`ray/${this.#rows.length}`, 16),
      ...(email && { user_email: email }),
    };
    this.addRows([row]);
    return row;
  }

  addRows(rows: readonly AccessRow[]): void {
    for (const row of rows) {
      this.#rows.push(row);
      if (row.action === 'login' && row.allowed) this.#loggedIn(row);
    }
    this.#sorted = false;
  }

  #loggedIn({ user_email, created_at }: AccessRow): void {
    const email = user_email?.toLowerCase();
    const user = this.users.find(candidate => candidate.email === email);
    if (user && String(user.last_successful_login ?? '') < created_at) {
      user.last_successful_login = created_at;
      user.updated_at = created_at;
    }
  }

  #policy(
    name: string,
    decision: string,
    at: string,
    reusable: boolean,
    application?: string,
  ): AccessObject {
    return {
      id: uuidOf(`access/policy/${application ?? ''}/${name}`),
      name,
      decision,
      reusable,
      include: [{ email_domain: { domain: 'acme.example' } }],
      exclude: [],
      require: [],
      session_duration: '24h',
      created_at: at,
      updated_at: at,
    };
  }
}
