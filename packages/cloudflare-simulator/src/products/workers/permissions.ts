/** Some reads are also given to tokens that may only follow the logs. */
export const readScripts = ['Workers Scripts Read'];
export const readDeployments = ['Workers Scripts Read', 'Workers Tail Read'];
export const readBuilds = ['Workers CI Read'];
