export * from './accounts';
export * from './deployments';
export * from './envelope';
export * from './zeroTrust';
