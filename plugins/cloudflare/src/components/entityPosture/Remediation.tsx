import { Text } from '@backstage/ui';
import { findCheck } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CodeText } from '../posture/CodeText';

/** What to do about a fail of a check. */
export function Remediation(props: { checkId: string }) {
  const remediation = findCheck(props.checkId)?.check.remediation;
  return remediation ? (
    <Text as="p" variant="body-small">
      <CodeText>{remediation}</CodeText>
    </Text>
  ) : null;
}
