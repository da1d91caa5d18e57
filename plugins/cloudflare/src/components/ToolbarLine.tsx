import { createContext, ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './ToolbarLine.module.css';

type SlotElement = HTMLElement | null | undefined;

const Slot = createContext<SlotElement>(undefined);
const ChoicesSlot = createContext<SlotElement>(undefined);

/**
 * A line above data: at its start a heading or choices, at its end what the
 * {@link TableToolbar} of the data offers. So the start stays while data come
 * and go, and both take one line.
 *
 * With `takesChoices`, the search and filters of the data stand beside the start.
 */
export function ToolbarLine(props: {
  start: ReactNode;
  takesChoices?: boolean;
  /** What can be done besides. */
  actions?: ReactNode;
  /** The data. */
  children: ReactNode;
}) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [choices, setChoices] = useState<HTMLElement | null>(null);
  return (
    <>
      <div className={styles.line}>
        {props.start}
        {props.takesChoices && (
          <div ref={setChoices} className={styles.choices} />
        )}
        <div className={styles.end}>
          <div ref={setSlot} className={styles.slot} />
          {props.actions}
        </div>
      </div>
      <ChoicesSlot.Provider value={props.takesChoices ? choices : undefined}>
        <Slot.Provider value={slot}>{props.children}</Slot.Provider>
      </ChoicesSlot.Provider>
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

/** Shows its children beside the start of the line above that takes them, or here. */
export function InToolbarChoices(props: { children: ReactNode }) {
  const slot = useContext(ChoicesSlot);
  return slot === undefined
    ? props.children
    : slot && createPortal(props.children, slot);
}
