import { createHash } from 'node:crypto';
import { z } from 'zod';
import { listOf, maybe, timestamp } from '../../parsing';
import type {
  CfAccessApplication,
  CfAccessAudit,
  CfAccessPolicy,
  CfDevice,
  CfIdentityProvider,
  CfZeroTrustUser,
} from '../zero-trust.types';

const text = maybe(z.string());

/** A row of the access log. */
export const auditSchema = z
  .object({
    created_at: timestamp,
    action: z.string(),
    allowed: maybe(z.boolean()),
    app_domain: text,
    app_uid: text,
    connection: text,
    country: text,
    ray_id: text,
    ip_address: text,
    user_email: text,
  })
  .transform((raw): CfAccessAudit => {
    const row = {
      createdAt: raw.created_at,
      action: raw.action,
      allowed: raw.allowed,
      applicationDomain: raw.app_domain,
      applicationId: raw.app_uid,
      identityProvider: raw.connection,
      country: raw.country,
      rayId: raw.ray_id,
      ipAddress: raw.ip_address,
      userEmail: raw.user_email,
    };
    // The order of the keys above is part of what is hashed.
    const id = createHash('sha256').update(JSON.stringify(row)).digest('hex');
    return { id, ...row };
  });

/** A user. */
export const userSchema = z
  .object({
    id: z.string(),
    uid: text,
    name: text,
    email: text,
    access_seat: maybe(z.boolean()),
    gateway_seat: maybe(z.boolean()),
    active_device_count: maybe(z.number()),
    last_successful_login: text,
  })
  .transform(
    (raw): CfZeroTrustUser => ({
      id: raw.id,
      uid: raw.uid,
      name: raw.name,
      email: raw.email,
      accessSeat: raw.access_seat,
      gatewaySeat: raw.gateway_seat,
      activeDeviceCount: raw.active_device_count,
      lastSuccessfulLogin: raw.last_successful_login,
    }),
  );

/** A device. */
export const deviceSchema = z
  .object({
    id: z.string(),
    name: text,
    device_type: text,
    os_version: text,
    client_version: text,
    active_registrations: maybe(z.number()),
    last_seen_at: text,
    last_seen_user: maybe(z.object({ email: text })),
    serial_number: text,
  })
  .transform(
    (raw): CfDevice => ({
      id: raw.id,
      name: raw.name,
      type: raw.device_type,
      osVersion: raw.os_version,
      clientVersion: raw.client_version,
      activeRegistrations: raw.active_registrations,
      lastSeenAt: raw.last_seen_at,
      lastSeenEmail: raw.last_seen_user?.email,
      serialNumber: raw.serial_number,
    }),
  );

/** Rules name people and groups: only what kind they are is looked at. */
const rules = maybe(z.array(z.record(z.string(), z.unknown())));

/** Only a reusable policy is listed on its own, and it says so in applications. */
export function policySchema(listedOnItsOwn: boolean) {
  return z
    .object({
      id: z.string(),
      name: text,
      decision: text,
      include: rules,
      require: rules,
      reusable: maybe(z.boolean()),
    })
    .transform(
      (raw): CfAccessPolicy => ({
        id: raw.id,
        name: raw.name,
        decision: raw.decision,
        everyone:
          raw.include &&
          raw.include.some(rule => Object.hasOwn(rule, 'everyone')) &&
          !raw.require?.length,
        reusable: raw.reusable ?? listedOnItsOwn,
      }),
    );
}

/** An application with its policies. */
export const applicationSchema = z
  .object({
    id: z.string(),
    name: text,
    type: text,
    domain: text,
    self_hosted_domains: listOf(z.string()),
    destinations: listOf(z.object({ uri: text })),
    updated_at: text,
    allowed_idps: listOf(z.string()),
    policies: listOf(policySchema(false)),
  })
  .transform((raw): CfAccessApplication => {
    const domains = [
      ...raw.self_hosted_domains,
      ...raw.destinations.flatMap(({ uri }) => uri ?? []),
    ];
    return {
      id: raw.id,
      name: raw.name,
      type: raw.type,
      domain: raw.domain,
      domains: [...new Set(domains)].filter(domain => domain !== raw.domain),
      updatedAt: raw.updated_at,
      allowedIdentityProviderIds: raw.allowed_idps,
      policies: raw.policies,
    };
  });

/** An identity provider; its `config` holds secrets and is left out. */
export const identityProviderSchema = z
  .object({ id: z.string(), name: text, type: z.string() })
  .transform((raw): CfIdentityProvider => raw);
