import {
  ProductionDeployment,
  ProvenanceCounts,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Attention, AttentionKind, attentionOf } from '../../catalog/attention';
import { CloudflareResource } from '../../catalog/cloudflareResource';
import type { Translate } from '../../components/useCloudflareTranslation';
import { PageLinks } from '../usePageLinks';
import { Concern, fewPlaces, Place } from './Concern';

/** Failed builds, dangling bindings and orphans, as the catalog tells them. */
export function resourceConcerns(
  resources: readonly CloudflareResource[],
  t: Translate,
): Concern[] {
  const builds = placesOf(resources, 'failed-build', ({ subject }) =>
    subject
      ? t('overview.resources.failedStage', { stage: subject })
      : undefined,
  );
  const bindings = placesOf(
    resources,
    'dangling-binding',
    ({ subject }) => subject,
  );
  const orphans = placesOf(resources, 'orphan', () => undefined);
  const concerns: Concern[] = [];
  if (builds.length > 0) {
    concerns.push({
      id: 'failed builds',
      severity: 'danger',
      title: t('overview.resources.failedBuilds', { count: builds.length }),
      todo: t('overview.resources.failedBuildTodo'),
      ...fewPlaces(builds),
    });
  }
  if (bindings.length > 0) {
    concerns.push({
      id: 'dangling bindings',
      severity: 'warning',
      title: t('overview.resources.dangling', { count: bindings.length }),
      todo: t('overview.resources.danglingTodo'),
      ...fewPlaces(bindings),
    });
  }
  if (orphans.length > 0) {
    concerns.push({
      id: 'orphans',
      severity: 'info',
      title: t('overview.resources.orphans', { count: orphans.length }),
      todo: t('overview.resources.orphansTodo'),
      ...fewPlaces(orphans),
    });
  }
  return concerns;
}

function placesOf(
  resources: readonly CloudflareResource[],
  kind: AttentionKind,
  noteOf: (attention: Attention) => string | undefined,
): Place[] {
  return resources.flatMap(resource => {
    // None of the kinds is a matter of the environment.
    const found = attentionOf(resource, []).filter(item => item.kind === kind);
    return found.length > 0
      ? [
          {
            kind: 'entity' as const,
            entityRef: resource.entityRef,
            title: resource.title,
            note: found.flatMap(item => noteOf(item) ?? []).join(', '),
          },
        ]
      : [];
  });
}

const EXCEPTIONS = [
  {
    state: 'conflict',
    severity: 'danger',
    words: 'conflicts',
    todo: 'overview.provenance.conflictTodo',
  },
  {
    state: 'none',
    severity: 'warning',
    words: 'none',
    todo: 'overview.provenance.noneTodo',
  },
] as const;

/** Production deployments of which nobody can tell where they came from. */
export function provenanceConcerns(
  counts: ProvenanceCounts | undefined,
  deployments: readonly ProductionDeployment[] | undefined,
  links: PageLinks,
  t: Translate,
): Concern[] {
  return EXCEPTIONS.flatMap(({ severity, state, todo, words }) => {
    const shown = (deployments ?? []).filter(
      ({ provenance }) => provenance.state === state,
    );
    const count = counts?.states[state];
    if (!count && shown.length === 0) {
      return [];
    }
    const places = fewPlaces(
      shown.map(({ entityRef, name }) => ({
        kind: 'entity',
        entityRef,
        title: name,
      })),
    ).places;
    const all: Place = {
      kind: 'page',
      href: links.deployments({ state }),
      title:
        count && count > places.length
          ? t('overview.attention.all', { total: String(count) })
          : t('overview.attention.inDeployments'),
    };
    return [
      {
        id: `provenance ${state}`,
        severity,
        title: count
          ? t(`overview.provenance.${words}`, { count })
          : t(`overview.provenance.${words}Uncounted`),
        todo: t(todo),
        places: [...places, all],
      },
    ];
  });
}
