import {
  BasicPermission,
  createPermission,
} from '@backstage/plugin-permission-common';

export function permissionToRead(name: string): BasicPermission {
  return createPermission({ name, attributes: { action: 'read' } });
}
