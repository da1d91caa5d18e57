import type { SimulatedResource } from '../SimulatedProduct';

export interface WorkflowVersion {
  id: string;
  createdOn: string;
  language: 'javascript' | 'python';
  /** The graph as the API gives it; null where the code cannot be understood. */
  graph: object | null;
}

export interface WorkflowRun {
  id: string;
  versionId: string;
  status: string;
  createdOn: string;
  startedOn: string | null;
  endedOn: string | null;
  trigger?: string;
  /** Further attempts of its steps. */
  retries: number;
}

/** A workflow with its versions and runs. */
export interface Workflow extends SimulatedResource {
  className: string;
  scriptName: string;
  scriptDeleted: boolean;
  createdOn: string;
  modifiedOn: string;
  crons: string[];
  /** In no particular order. */
  versions: WorkflowVersion[];
  /** Newest first. */
  runs: WorkflowRun[];
}
