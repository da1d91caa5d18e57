/**
 * A Cloudflare account on localhost, for demos, tests and benchmarks.
 *
 * @packageDocumentation
 */
export { startSimulator } from './Simulator';
export type {
  SimulatedToken,
  Simulator,
  SimulatorLevers,
  SimulatorOptions,
} from './Simulator';
export { everyFault } from './http/everyFault';
export type { PlannableFault } from './http/everyFault';
export type { Fault, FaultInjection } from './http/Fault';
export type { QuotaPolicy } from './http/Quota';
export type { SimulatorStatistics } from './http/Statistics';
export { operationsByPart } from './operations';
export type { SimulatedPart } from './operations';
export { SeededChoice } from './SeededChoice';
export type { AccountChanges, ResourceChange } from './account/AccountChanges';
export type {
  SimulatedProductId,
  SimulatedResource,
} from './products/SimulatedProduct';
export type { Instant, Stretch } from './account/AccountClock';
export type {
  Binding,
  DeploymentChange,
  VersionChange,
  WorkerChange,
} from './account/Worker';
export type {
  PagesDeploymentChange,
  PagesProjectChange,
} from './account/Pages';
export type {
  AccessApplicationChange,
  AccessRequestChange,
} from './account/Access';
export type { AuditEventChange } from './account/AuditLog';
export { exampleBodies, examplesWrittenAt } from './fixtures';
export { restrictedMarkers, secretMarkers } from './fixtures/secretMarkers';
