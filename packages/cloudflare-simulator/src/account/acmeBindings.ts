import { exampleBodies } from '../fixtures';
import { hexId, uuidOf } from './ids';
import type { Binding } from './Worker';

export const service = (name: string, target: string): Binding => ({
  type: 'service',
  name,
  service: target,
  environment: 'production',
});

export const namespace = (name: string, title: string): Binding => ({
  type: 'kv_namespace',
  name,
  namespace_id: hexId(`kv/${title}`),
});

export const bucket = (
  name: string,
  bucketName: string,
  jurisdiction?: string,
): Binding => ({
  type: 'r2_bucket',
  name,
  bucket_name: bucketName,
  ...(jurisdiction && { jurisdiction }),
});

export const database = (name: string, databaseName: string): Binding => ({
  type: 'd1',
  name,
  id: uuidOf(`d1/${databaseName}`),
});

export const dataset = (name: string, datasetName: string): Binding => ({
  type: 'analytics_engine',
  name,
  dataset: datasetName,
});

/** In acme's only store. */
export const storedSecret = (name: string, secret: string): Binding => ({
  type: 'secrets_store_secret',
  name,
  store_id: exampleBodies.secretsStoreStoresList.result[0].id,
  secret_name: secret,
});

export const queue = (name: string, queueName: string): Binding => ({
  type: 'queue',
  name,
  queue_name: queueName,
});

export const workflow = (name: string, workflowName: string): Binding => ({
  type: 'workflow',
  name,
  workflow_name: workflowName,
});

export const hyperdrive = (name: string, config: string): Binding => ({
  type: 'hyperdrive',
  name,
  id: hexId(`hyperdrive/${config}`),
});

export const durableObject = (
  name: string,
  scriptName: string,
  className: string,
): Binding => ({
  type: 'durable_object_namespace',
  name,
  namespace_id: hexId(`durable-objects/${scriptName}_${className}`),
  class_name: className,
  script_name: scriptName,
});
