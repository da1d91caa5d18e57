import { PermissionsService } from '@backstage/backend-plugin-api';
import { Exemptions } from './exemptions/Exemptions';
import { PostureDependencies } from './PostureSources';
import { ScorecardsConfig } from './ScorecardsConfig';
import { PostureReadStore } from './StoredPosture';

/** What the routes of posture answer with. */
export interface PostureServices {
  store: PostureReadStore;
  config: ScorecardsConfig;
  /** The entries of the reviewed file, as they are at a time. */
  exemptions: Exemptions;
  dependencies: PostureDependencies;
  permissions: PermissionsService;
  /** False: every decision of the permission system is "allow". */
  permissionsEnabled: boolean;
  /**
   * Has everything evaluated soon; what runs already goes on.
   *
   * @throws ConflictError when it is being evaluated
   */
  refresh(): Promise<void>;
}
