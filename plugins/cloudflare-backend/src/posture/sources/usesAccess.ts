import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { productSync } from './productSync';

/** Whether an account can have an Access log: all do but those whose plan has none. */
export async function usesAccess(
  { account }: PostureSubject,
  sources: PostureSources,
): Promise<boolean> {
  if (!account) {
    return true;
  }
  const { value } = await sources.read(productSync, account, 'zeroTrust');
  return (
    value?.problem?.kind !== 'not-entitled' || value.lastComplete !== undefined
  );
}
