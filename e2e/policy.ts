import { cloudflarePolicyMatrix } from '../packages/policies/src/matrix';
import { DemoGroup } from './demo';

/** Whether the suggested policy gives a permission to a group. */
export function mayDo(group: DemoGroup, permission: string): boolean {
  if (!Object.hasOwn(cloudflarePolicyMatrix, permission)) {
    throw new Error(`The policy does not know ${permission}`);
  }
  return cloudflarePolicyMatrix[permission].includes(`group:default/${group}`);
}
