import { Fragment } from 'react';

/** An address breaks after its @, a host after each dot. */
function partsOf(text: string): string[] {
  return text.split(text.includes('@') ? /(?<=@)/ : /(?<=\.)/);
}

/** An address or a host, broken where people would break it. */
export function Breakable(props: { children: string }) {
  return (
    <>
      {partsOf(props.children).map((part, i) => (
        // The parts have no identity of their own and do not move.
        // eslint-disable-next-line react/no-array-index-key
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
