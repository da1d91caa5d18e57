import {
  CheckSubject,
  findCheck,
  PostureExemption,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { route, Route } from '../../routing/route';
import { ExemptionAt } from '../exemptions/Exemptions';
import { PostureSight } from '../PostureBoard';
import { PostureReader } from '../PostureReader';
import {
  fitsTotals,
  isShown,
  postureAccess,
  PostureView,
  seesEverything,
} from '../PostureVisibility';
import { findResults } from '../resultQuery';
import { NAMES_OTHERS } from '../toPostureResult';
import { exemptionSchema } from './postureSchemas';

/** The route about the exemptions of the reviewed file. */
export function exemptionsRoute(reader: PostureReader): Route {
  const { board, services } = reader;
  return route({
    method: 'get',
    path: '/v1/posture/exemptions',
    summary:
      'The exemptions of the reviewed file, whatever their status, and how many results each exempts',
    access: postureAccess,
    scope: 'none',
    response: z.array(exemptionSchema),
    cacheTtl: 'none',
    async handler({ caller }) {
      const view = await reader.viewOf(caller);
      const sight = await board.sight();
      const exempt = sight
        ? findResults(sight, view, { states: ['exempt'] })
        : [];
      const hidden = sight && reader.hiddenNames(sight, view);
      // Without an evaluation it is not known what has which name.
      const namesHidden = (reason: string) =>
        hidden ? hidden.areIn(reason) : !seesEverything(view);
      const results = new Map<string, number>();
      for (const { row } of exempt) {
        const { exemption = '' } = row.stored;
        results.set(exemption, (results.get(exemption) ?? 0) + 1);
      }
      return {
        data: services.exemptions
          .at(new Date())
          .filter(exemption => isAboutShown(exemption, view, sight))
          .map(exemption => ({
            ...withNamesOf(exemption, view, namesHidden),
            results: results.get(exemption.id) ?? 0,
          })),
      };
    },
  });
}

/** Less what names, or may name, what the caller may not see. */
function withNamesOf(
  { filter, ...exemption }: ExemptionAt,
  view: PostureView,
  namesHidden: (text: string) => boolean,
): Omit<PostureExemption, 'results'> {
  const { name, ...others } = filter ?? {};
  const isWithheld =
    name !== undefined &&
    !subjectsOf({ ...exemption, filter }).every(each =>
      view.subjects.has(each),
    );
  const { reason } = exemption;
  return {
    ...exemption,
    ...(filter && { filter: isWithheld ? others : filter }),
    ...(isWithheld && { nameWithheld: true }),
    // Whoever withholds a name cannot know in which words the reason tells it.
    reason: isWithheld || namesHidden(reason) ? NAMES_OTHERS : reason,
  };
}

/** What an exemption can hold for. */
function subjectsOf(
  {
    checkId,
    entityRef,
    filter,
  }: Pick<ExemptionAt, 'checkId' | 'entityRef' | 'filter'>,
  sight?: PostureSight,
): readonly CheckSubject[] {
  const subject =
    entityRef === undefined
      ? filter?.subject
      : sight?.snapshot.entities.get(entityRef)?.subject;
  return subject === undefined
    ? findCheck(checkId)?.check.subjects ?? []
    : [subject];
}

/** One that names what the catalog hides would tell of it. */
function isAboutShown(
  exemption: ExemptionAt,
  view: PostureView,
  sight: PostureSight | undefined,
): boolean {
  const { entityRef, filter } = exemption;
  const subjects = subjectsOf(exemption, sight);
  // Of what is in no evaluation it is not known of which product it is.
  const isUnknown =
    entityRef !== undefined && !sight?.snapshot.entities.has(entityRef);
  return (
    (isUnknown
      ? subjects.every(each => view.subjects.has(each))
      : subjects.some(each => view.subjects.has(each))) &&
    [entityRef, filter?.owner, filter?.system].every(
      ref => ref === undefined || isShown(view, ref),
    ) &&
    (filter?.name === undefined || fitsTotals(view))
  );
}
