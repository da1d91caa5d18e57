/**
 * Links deployments of Cloudflare Workers and Pages to the commit and the CI
 * run that made them.
 *
 * @packageDocumentation
 */
export { buildManifest } from './buildManifest';
export type { BuildManifest, ManifestDeployment } from './buildManifest';
export { readCiEnvironment } from './ciEnvironment';
export type { CiEnvironment, CiSystem } from './ciEnvironment';
export { cleanProvenanceFields } from './fields';
export { manifestFields } from './manifestFields';
export { decodeProvenanceMessage, encodeProvenanceMessage } from './messages';
export type { ProvenanceMessageFields } from './messages';
export { resolvePagesDeployment } from './pages';
export { ProvenanceInputError } from './ProvenanceInputError';
export { toProvenanceSummary } from './summary';
export type { ProvenanceSummary } from './summary';
export { ticketUrlOf } from './tickets';
export * from './types';
export { resolveWorkerDeployment } from './workers';
export { withManifests } from './withManifests';
export { pagesArguments, wranglerArguments } from './wranglerArguments';
