import { Flex, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { ToolbarLine } from './ToolbarLine';

/** A part of a panel, under a heading that names it. */
export function PanelSection(props: {
  title: string;
  /** Headings must not skip a level below what they are part of. */
  heading?: 'h2' | 'h3' | 'h4';
  /** What can be done about it, beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Flex direction="column" gap="3">
        <ToolbarLine
          start={
            <Text
              as={props.heading ?? 'h3'}
              variant="body-large"
              weight="bold"
              id={id}
            >
              {props.title}
            </Text>
          }
          actions={props.actions}
        >
          {props.children}
        </ToolbarLine>
      </Flex>
    </section>
  );
}
