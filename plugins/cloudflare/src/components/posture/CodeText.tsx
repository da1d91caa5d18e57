import { Fragment } from 'react';

/** A text in which names stand between backticks, as in Markdown. */
export function CodeText(props: { children: string }) {
  return (
    <>
      {props.children.split('`').map((part, i) => (
        // The parts have no identity of their own and do not move.
        // eslint-disable-next-line react/no-array-index-key
        <Fragment key={i}>{i % 2 === 1 ? <code>{part}</code> : part}</Fragment>
      ))}
    </>
  );
}
