import { EvidenceServices } from '../../evidence/EvidenceServices';
import { ProductionDeployments } from '../../provenance/ProductionDeployments';
import { Route } from '../../routing/route';
import { PostureReader } from '../PostureReader';
import { PostureServices } from '../PostureServices';
import { acceptanceRoute } from './acceptanceRoute';
import { entityRoute } from './entityRoute';
import { exemptionsRoute } from './exemptionsRoute';
import { factsRoute } from './factsRoute';
import { historyRoute } from './historyRoute';
import { refreshRoute } from './refreshRoute';
import { resultRoutes } from './resultRoutes';
import { summaryRoutes } from './summaryRoutes';

/** What the routes of posture answer with besides. */
export interface PostureRouteServices extends PostureServices {
  evidence: Pick<EvidenceServices, 'store' | 'signing'>;
  production: Pick<ProductionDeployments, 'read'>;
  /** Every route of the API, once all are declared. */
  allRoutes(): readonly Route[];
}

/** Routes about posture. */
export function postureRoutes(services: PostureRouteServices): Route[] {
  const reader = new PostureReader(services);
  return [
    ...summaryRoutes(reader),
    ...resultRoutes(reader),
    historyRoute(reader),
    entityRoute(reader),
    exemptionsRoute(reader),
    factsRoute(reader),
    refreshRoute(services),
    acceptanceRoute(reader, services),
  ];
}
