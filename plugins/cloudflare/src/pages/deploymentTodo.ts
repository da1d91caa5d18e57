import { ProductionDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import { SectionTranslate } from '../components/useSectionTranslation';
import { deploymentCheckTexts } from './deploymentChecks.messages';

/** Translates the texts of the production deployments. */
export type DeploymentTranslate = SectionTranslate<typeof deploymentCheckTexts>;

type Todo =
  | 'conflict'
  | 'none'
  | 'commit'
  | 'shortCommit'
  | 'ciRun'
  | 'ciHost'
  | 'unread'
  | 'noEvent';

/** What to do about a deployment, the most severe first; nothing if it is as it should be. */
export function deploymentTodos(deployment: ProductionDeployment): Todo[] {
  const { auditEvents, provenance } = deployment;
  return [
    ...provenanceTodos(provenance),
    ...(auditEvents.state === 'none' ? (['noEvent'] as const) : []),
  ];
}

function provenanceTodos({
  ciRunText,
  ciRunUrl,
  commitSha,
  shortCommit,
  state,
}: ProductionDeployment['provenance']): Todo[] {
  switch (state) {
    case 'complete':
      return [];
    case 'conflict':
    case 'none':
      return [state];
    case 'unknown':
      return ['unread'];
    default: {
      const todos: (Todo | false)[] = [
        !commitSha && 'commit',
        shortCommit === true && 'shortCommit',
        !(ciRunUrl ?? ciRunText) && 'ciRun',
        !ciRunUrl && (ciRunText ?? '').startsWith('https:') && 'ciHost',
      ];
      return todos.filter(todo => todo !== false);
    }
  }
}

/** The same in words. */
export function todoText(
  deployment: ProductionDeployment,
  t: DeploymentTranslate,
): string | undefined {
  return (
    deploymentTodos(deployment)
      .map(todo => t(`sections.deploymentChecks.todos.${todo}`))
      .join(' ') || undefined
  );
}
