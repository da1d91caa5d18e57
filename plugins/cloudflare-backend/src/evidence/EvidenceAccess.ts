import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  cloudflareExportEvidencePermission,
  cloudflareReadPersonalPermission,
  CloudflareProblem,
  EvidenceKind,
  EvidenceSubjectRef,
  EvidenceVariantName,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { MissingPermissionsError } from '../routing/access';
import { Caller } from '../routing/route';
import { ReadableEvidence } from './bundleFilter';
import { EvidenceKindDefinition } from './EvidenceKindDefinition';

/** What of evidence decides who may make and read it. */
export interface EvidenceAbout {
  kind: EvidenceKind;
  subject: EvidenceSubjectRef;
  variant: EvidenceVariantName;
}

/** Who may make and read which evidence. */
export class EvidenceAccess {
  private readonly all: (ReadableEvidence & {
    permissions: readonly BasicPermission[];
  })[];

  constructor(
    private readonly kinds: Record<EvidenceKind, EvidenceKindDefinition>,
  ) {
    this.all = Object.entries(kinds).flatMap(([kind, definition]) =>
      definition.subjects.map(subjectType => ({
        kind: kind as EvidenceKind,
        subjectType,
        permissions: definition.permissions(anyOf(subjectType)),
      })),
    );
  }

  /** What a route takes that is about any evidence. */
  get toSome() {
    const permissions = this.all.flatMap(each => each.permissions);
    const byName = new Map(permissions.map(each => [each.name, each]));
    return {
      allOf: [cloudflareExportEvidencePermission],
      anyOf: [...byName.values()],
    };
  }

  /** @throws NotAllowedError naming what the caller lacks */
  check(caller: Caller, { kind, subject, variant }: EvidenceAbout): void {
    const allOf = this.kinds[kind]
      .permissions(subject)
      .filter(permission => !caller.may(permission));
    if (allOf.length > 0) {
      throw new MissingPermissionsError({ allOf, anyOf: [] });
    }
    checkVariant(caller, variant);
  }

  /** What a caller may see of all that there may be. */
  readable(caller: Caller): {
    readable: ReadableEvidence[];
    variants: EvidenceVariantName[];
  } {
    return {
      readable: this.all.filter(({ permissions }) =>
        permissions.every(permission => caller.may(permission)),
      ),
      variants: caller.visibility.personal
        ? ['pseudonymous', 'personal']
        : ['pseudonymous'],
    };
  }

  /** Whether a caller may see something, by {@link readable}. */
  permits(
    { readable, variants }: ReturnType<EvidenceAccess['readable']>,
    about: {
      kind: EvidenceKind;
      subject_type: EvidenceSubjectRef['type'];
      variant: EvidenceVariantName;
    },
  ): boolean {
    return (
      variants.includes(about.variant) &&
      readable.some(
        ({ kind, subjectType }) =>
          kind === about.kind && subjectType === about.subject_type,
      )
    );
  }

  /** Says what is left out of an answer. */
  problemsOf(
    leftOut: readonly {
      kind: EvidenceKind;
      subject_type: EvidenceSubjectRef['type'];
      variant: EvidenceVariantName;
    }[],
    caller: Caller,
  ): CloudflareProblem[] {
    const messages = leftOut.map(({ kind, subject_type, variant }) => {
      const needed = [
        ...this.kinds[kind].permissions(anyOf(subject_type)),
      ].filter(permission => !caller.may(permission));
      if (variant === 'personal' && !caller.visibility.personal) {
        needed.push(cloudflareReadPersonalPermission);
      }
      const names = needed.map(({ name }) => `'${name}'`).join(' and ');
      return `Evidence '${kind}' (${variant}) is left out: it takes ${names}`;
    });
    return [...new Set(messages)].map(message => ({
      kind: 'incomplete',
      message,
    }));
  }
}

/** @throws NotAllowedError for the personal variant, unless the caller may */
export function checkVariant(
  { visibility }: Caller,
  variant: EvidenceVariantName,
): void {
  if (variant === 'personal' && !visibility.personal) {
    throw new MissingPermissionsError(
      { allOf: [cloudflareReadPersonalPermission], anyOf: [] },
      `The permission '${cloudflareReadPersonalPermission.name}' is needed for the personal variant; it takes effect for users alone, and only with 'permission.enabled'`,
    );
  }
}

function anyOf(type: EvidenceSubjectRef['type']): EvidenceSubjectRef {
  return type === 'account' ? { type } : { type, name: '*' };
}
