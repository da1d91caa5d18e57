import { createContext, ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './ToolbarLine.module.css';

const Slot = createContext<HTMLElement | null | undefined>(undefined);

/**
 * A line above data: at its start a heading or choices, at its end what the
 * {@link TableToolbar} of the data offers. So the start stays while data come
 * and go, and both take one line.
 */
export function ToolbarLine(props: {
  start: ReactNode;
  /** What can be done besides. */
  actions?: ReactNode;
  /** The data. */
  children: ReactNode;
}) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <>
      <div className={styles.line}>
        {props.start}
        <div className={styles.end}>
          <div ref={setSlot} className={styles.slot} />
          {props.actions}
        </div>
      </div>
      <Slot.Provider value={slot}>{props.children}</Slot.Provider>
    </>
  );
}

/** Shows its children at the end of the line above; where there is none, here. */
export function InToolbarLine(props: { children: ReactNode }) {
  const slot = useContext(Slot);
  if (slot === undefined) {
    return <div className={styles.alone}>{props.children}</div>;
  }
  return slot && createPortal(props.children, slot);
}
