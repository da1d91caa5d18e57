export * from './access';
export * from './accounts';
export * from './deployments';
export * from './envelope';
export * from './links';
export * from './zeroTrust';
