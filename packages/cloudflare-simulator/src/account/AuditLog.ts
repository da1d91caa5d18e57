import { secretMarkers } from '../fixtures/secretMarkers';
import { type AccountClock, type Instant, newestFirst } from './AccountClock';
import { hexId, uuidOf } from './ids';

/**
 * An event of the account's audit log, version 2, to record. What is absent
 * is filled in.
 *
 * @public
 */
export interface AuditEventChange {
  at?: Instant;
  action: 'create' | 'update' | 'delete';
  description?: string;
  result?: 'success' | 'failure';
  actorEmail?: string;
  /** `api_token` unless told; `api_key` is the Global API Key. */
  actorContext?: string;
  product: string;
  resourceType: string;
  resourceId: string;
  /** Path below the account, `/workers/scripts/acme-api/deployments`. */
  path: string;
}

/** An entry as the API gives it. */
export type AuditEntry = Record<string, unknown> & {
  id: string;
  action: Record<string, unknown> & { time: string };
};

const methods = { create: 'POST', update: 'PUT', delete: 'DELETE' };

/** The account's audit log, version 2. Plain reads are not in it. */
export class AuditLog {
  readonly #account: { id: string; name: string };
  readonly #clock: AccountClock;
  readonly #entries: AuditEntry[] = [];
  #sorted = true;

  constructor(account: { id: string; name: string }, clock: AccountClock) {
    this.#account = account;
    this.#clock = clock;
  }

  /** Newest first. */
  entries(): readonly AuditEntry[] {
    if (!this.#sorted) {
      this.#entries.sort((a, b) => newestFirst(a.action.time, b.action.time));
      this.#sorted = true;
    }
    return this.#entries;
  }

  add(...entries: AuditEntry[]): void {
    this.#entries.push(...entries);
    this.#sorted = false;
  }

  record(change: AuditEventChange): string {
    const time = this.#clock.next(change.at);
    const seed = `audit/${this.#entries.length}/${change.path}`;
    const email = change.actorEmail ?? 'ci@acme.example';
    const context = change.actorContext ?? 'api_token';
    const id = uuidOf(seed);
    this.add({
      id,
      account: this.#account,
      action: {
        type: change.action,
        result: change.result ?? 'success',
        time,
        ...(change.description && { description: change.description }),
      },
      actor: {
        id: hexId(`user/${email}`),
        type: 'user',
        context,
        email,
        ip_address: '198.51.100.20',
        ...(context === 'api_token' && {
          token_id: hexId(`token/${email}`),
          token_name: 'ci-deploy',
        }),
      },
      raw: {
        method: methods[change.action],
        uri: `/client/v4/accounts/${this.#account.id}${change.path}`,
        status_code: change.result === 'failure' ? 403 : 200,
        cf_ray_id: hexId(seed, 16),
        user_agent: 'wrangler',
      },
      resource: {
        id: change.resourceId,
        product: change.product,
        type: change.resourceType,
        scope: 'accounts',
        request: { secret: secretMarkers.auditedRequest },
        response: {},
      },
      zone: {},
    });
    return id;
  }
}
