/**
 * Links deployments of Cloudflare Workers and Pages to the commit and the CI
 * run that made them.
 *
 * @packageDocumentation
 */
export { decodeProvenanceMessage, encodeProvenanceMessage } from './messages';
export type { ProvenanceMessageFields } from './messages';
export { resolvePagesDeployment } from './pages';
export { toProvenanceSummary } from './summary';
export type { ProvenanceSummary } from './summary';
export * from './types';
export { resolveWorkerDeployment } from './workers';
